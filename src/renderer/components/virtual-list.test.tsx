// @vitest-environment jsdom
/** Where the keyboard stands in a list while its rows come and go. */
import { act, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clearWindow, prepareWindow } from '../testing/window.tsx';
import { VirtualList } from './virtual-list.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

function Letters(props: { readonly rows: string }) {
  const [active, setActive] = useState<string>();
  return (
    <VirtualList
      label="Letters"
      kind="listbox"
      rows={[...props.rows]}
      keyOf={(row) => row}
      heightOf={() => 20}
      textOf={(row) => row}
      semanticsOf={() => ({})}
      render={(row) => row}
      activeKey={active}
      onActive={setActive}
      onOpen={() => undefined}
    />
  );
}

function draw(first: string) {
  const { rerender } = render(<Letters rows={first} />);
  const list = screen.getByRole('listbox');
  return {
    press: (...keys: readonly string[]) => {
      for (const key of keys) fireEvent.keyDown(list, { key });
    },
    show: (rows: string) => act(() => rerender(<Letters rows={rows} />)),
    active: () => document.getElementById(list.getAttribute('aria-activedescendant') ?? '')?.dataset.key,
  };
}

it('is the next row when its own goes, the one before where that was the last, and the own one should it come back', () => {
  const list = draw('abcdef');
  expect(list.active()).toBe('a');
  list.press('ArrowDown', 'ArrowDown');
  expect(list.active()).toBe('c');
  list.show('abdef');
  expect(list.active()).toBe('d');
  list.show('abcdef');
  expect(list.active()).toBe('c');
  list.press('End');
  list.show('abcde');
  expect(list.active()).toBe('e');
  list.press('ArrowUp');
  expect(list.active()).toBe('d');
});

it('begins anew where all around it went too, as when something is searched for', () => {
  const list = draw('abcdef');
  list.press('ArrowDown', 'ArrowDown', 'ArrowDown');
  list.show('af');
  expect(list.active()).toBe('a');
  list.show('');
  expect(list.active()).toBeUndefined();
});
