// @vitest-environment jsdom
import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { fireEvent, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstSnapshot } from '../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../testing/window.tsx';
import { Modal } from './modal.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

function Scene() {
  const [open, setOpen] = useState(false);
  return (
    <main>
      <input aria-label="First of the screen" />
      <Button onClick={() => setOpen(true)}>Open</Button>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button>More</Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => setOpen(true)}>Open from the menu</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {open && (
        <Modal title="Asks" onClose={() => setOpen(false)}>
          <button type="button" onClick={() => setOpen(false)}>
            Close
          </button>
        </Modal>
      )}
    </main>
  );
}

const button = (name: string) => screen.getByRole('button', { name });

describe('a dialog that closes', () => {
  it('gives the focus back to the button that opened it', async () => {
    await draw(firstSnapshot, <Scene />);
    button('Open').focus();
    fireEvent.click(button('Open'));
    button('Close').focus();
    fireEvent.click(button('Close'));
    await settle();
    expect(document.activeElement).toBe(button('Open'));
  });

  it('gives it to the button of the menu it was opened from, for the menu is gone', async () => {
    await draw(firstSnapshot, <Scene />);
    button('More').focus();
    fireEvent.click(button('More'));
    const item = screen.getByRole('menuitem');
    item.focus();
    fireEvent.click(item);
    await settle();
    fireEvent.click(screen.getByRole('button', { name: 'Close', hidden: true }));
    await settle();
    expect(document.activeElement).toBe(button('More'));
  });
});
