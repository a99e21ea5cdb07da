// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CallForwardingState } from '../../../shared/model/call-forwarding.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { contacts, karen } from '../../gallery/fixtures.ts';
import { forwardedToMobile, forwardingOff, ringsJeremy } from '../../gallery/scenes-forwarding.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ForwardingLine } from './forwarding-line.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const snapshot = (callForwarding: CallForwardingState): Snapshot => ({
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  contacts: { ...noContacts, state: 'ready', contacts },
  callForwarding,
});

describe('the line in the main window', () => {
  it('says where calls go and turns it off', async () => {
    const { bridge } = await draw(snapshot(forwardedToMobile), <ForwardingLine />);
    fireEvent.click(screen.getByRole('button', { name: 'Turn off call forwarding' }));
    expect(bridge.asked.at(-1)?.name).toBe('callForwarding.turnOff');
    fireEvent.click(screen.getByRole('button', { name: 'Calls are forwarded to +447700900123' }));
    expect(window.location.hash).toBe('#/settings/forwarding');
  });

  it('names a person as the contact list does, and is silent while calls go nowhere else', async () => {
    const { bridge } = await draw(snapshot(ringsJeremy), <ForwardingLine />);
    expect(screen.getByText('Calls also ring Jeremy Los')).toBeTruthy();
    bridge.push({ revision: 2, slices: { callForwarding: { ...forwardingOff, blocksAll: true } } });
    await settle();
    expect(screen.getByText('All calls to you are refused')).toBeTruthy();
    bridge.push({ revision: 3, slices: { callForwarding: forwardingOff } });
    await settle();
    expect(screen.queryByRole('button')).toBeNull();
  });
});
