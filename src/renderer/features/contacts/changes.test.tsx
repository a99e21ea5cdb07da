// @vitest-environment jsdom
/** Changing the list: the menus of a person and of a group, by pointer and by keyboard, and what each asks of main. */
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Reply } from '../../../shared/ipc/bridge.ts';
import { noContacts } from '../../../shared/model/contacts.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { contacts, groups, karen, presence } from '../../gallery/fixtures.ts';
import { firstSnapshot } from '../../state/first-snapshot.ts';
import { clearWindow, draw, prepareWindow, settle } from '../../testing/window.tsx';
import { ContactsPane } from './contacts-pane.tsx';

beforeEach(prepareWindow);
afterEach(clearWindow);

const garth = 'sip:garth@tailspintoys.com';
const ready: Snapshot = {
  ...firstSnapshot,
  revision: 1,
  account: { kind: 'registered', account: karen },
  contacts: { ...noContacts, state: 'ready', store: 'server', groups, contacts },
  presence,
};
const refused: Reply = {
  ok: true,
  value: { ok: false, failure: { code: 'CONTACT_CHANGE_REFUSED', sip: { status: 413, reason: 'Too Large' }, at: 0 } },
};

const show = (snapshot: Snapshot = ready) => draw(snapshot, <ContactsPane filter="" />);
type Drawn = Awaited<ReturnType<typeof show>>;

const changes = ({ bridge }: Drawn) =>
  bridge.asked.filter(({ name }) => /^(?:contacts|groups)\./.test(name)).map(({ name, input }) => [name, input]);

const row = (name: RegExp) => screen.getAllByRole('treeitem', { name })[0] ?? expect.fail('no such row');

async function menuOf(name: RegExp): Promise<HTMLElement> {
  fireEvent.contextMenu(within(row(name)).getByText(name));
  await settle();
  return screen.getByRole('menu');
}

async function choose(menu: HTMLElement, item: string): Promise<void> {
  fireEvent.click(within(menu).getByRole('menuitem', { name: item }));
  await settle();
}

/** jsdom has no top layer: a dialog is found by its title alone. */
const dialog = (name: string) => screen.getByRole('dialog', { name });

async function type(label: string, text: string): Promise<void> {
  fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value: text } });
  await settle();
}

async function press(name: string): Promise<void> {
  fireEvent.click(screen.getByRole('button', { name }));
  await settle();
}

describe('a list on this computer', () => {
  const local = { ...ready, contacts: { ...ready.contacts, store: 'local' as const } };

  it('is changed like any other, but blocks nobody and says why', async () => {
    await show(local);
    const menu = await menuOf(/^Garth Fort/);
    const item = (name: RegExp) => within(menu).getByRole('menuitem', { name });
    expect(item(/^Rename/).getAttribute('aria-disabled')).toBeNull();
    expect(item(/^Block/).getAttribute('aria-disabled')).toBe('true');
    expect(item(/^Block/).textContent).toContain('This server cannot block anybody.');
    expect(within(menu).queryByRole('menuitem', { name: 'Privacy relationship' })).toBeNull();
  });

  it('says where it is kept while it is empty, and can be added to', async () => {
    const others = groups.filter(({ kind }) => kind === 'other');
    await show({ ...local, contacts: { ...local.contacts, contacts: [], groups: others } });
    expect(screen.getByText(/kept on this computer/)).toBeDefined();
    expect(await screen.findByRole('button', { name: 'Add a contact' })).toBeDefined();
  });
});

describe('whoever is added', () => {
  it('comes into the group that is shown, though the one that was meant is gone meanwhile', async () => {
    const drawn = await show();
    await choose(await menuOf(/^Engineering/), 'Add a contact…');
    await type('Address', 'kim@fabrikam.com');
    const left = groups.filter(({ name }) => name !== 'Engineering');
    drawn.bridge.push({ revision: 2, slices: { contacts: { ...ready.contacts, groups: left } } });
    await settle();
    const shown = screen.getByRole<HTMLSelectElement>('combobox').value;
    expect(left.map(({ id }) => id)).toContain(shown);
    await press('Add');
    expect(changes(drawn)).toEqual([['contacts.add', { uri: 'kim@fabrikam.com', groupId: shown }]]);
  });
});

describe('the menu of a person', () => {
  it('[H1] opens by right click and begins at its first entry', async () => {
    await show();
    const menu = await menuOf(/^Garth Fort/);
    expect(menu.getAttribute('aria-label')).toBe('Actions for Garth Fort');
    expect(document.activeElement).toBe(within(menu).getAllByRole('menuitem')[0]);
  });

  it('[H1] opens by the menu key for the row the keyboard stands on', async () => {
    await show();
    const tree = screen.getByRole('tree');
    fireEvent.keyDown(tree, { key: 'ArrowDown' });
    // The key comes as an event of the list itself, without a row under a pointer.
    fireEvent.contextMenu(tree);
    await settle();
    expect(screen.getByRole('menu').getAttribute('aria-label')).toBe('Actions for Garth Fort');
  });

  it('[H1] tags, blocks and asks each of main', async () => {
    const drawn = await show();
    await choose(await menuOf(/^Garth Fort/), 'Tell me when the status changes');
    await choose(await menuOf(/^Garth Fort/), 'Block');
    expect(changes(drawn)).toEqual([
      ['contacts.tag', { uri: garth, on: true }],
      ['contacts.setRelationship', { uri: garth, relationship: 'blocked' }],
    ]);
  });

  it('[H1] renames; an empty name gives the own one back', async () => {
    const drawn = await show();
    await choose(await menuOf(/^Garth Fort/), 'Rename…');
    expect(dialog('Rename Garth Fort')).toBeTruthy();
    await type('Name', '  The toymaker ');
    await press('Save');
    expect(changes(drawn)).toEqual([['contacts.rename', { uri: garth, name: 'The toymaker' }]]);
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('[H1] moves by ticking groups', async () => {
    const drawn = await show();
    await choose(await menuOf(/^Garth Fort/), 'Groups…');
    const boxes = within(dialog('Groups of Garth Fort'));
    fireEvent.click(boxes.getByRole('checkbox', { name: 'Engineering' }));
    fireEvent.click(boxes.getByRole('checkbox', { name: 'Tailspin Toys' }));
    await press('Save');
    expect(changes(drawn)).toEqual([['contacts.setGroups', { uri: garth, groupIds: ['1', '2'] }]]);
  });

  it('keeps a move that another device makes meanwhile', async () => {
    const drawn = await show();
    await choose(await menuOf(/^Garth Fort/), 'Groups…');
    const boxes = within(dialog('Groups of Garth Fort'));
    const moved = contacts.map((each) => (each.uri === garth ? { ...each, groupIds: ['1', '2'] } : each));
    drawn.bridge.push({ revision: 2, slices: { contacts: { ...ready.contacts, contacts: moved } } });
    await settle();
    fireEvent.click(boxes.getByRole('checkbox', { name: 'Favourites' }));
    await press('Save');
    expect(changes(drawn)).toEqual([['contacts.setGroups', { uri: garth, groupIds: ['2'] }]]);
  });

  it('[H1] removes after asking once, and stays open with the reason when the server refuses', async () => {
    const drawn = await show();
    drawn.bridge.answer('contacts.remove', refused);
    await choose(await menuOf(/^Garth Fort/), 'Remove from contacts…');
    expect(changes(drawn)).toEqual([]);
    await press('Remove');
    expect(changes(drawn)).toEqual([['contacts.remove', { uri: garth }]]);
    const shown = within(dialog('Remove Garth Fort from your contacts?'));
    expect(shown.getByRole('alert').textContent).toMatch(/server/i);
    await press('Cancel');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('[F13] changes nothing while the list lives in Exchange, or nobody is signed in', async () => {
    await show({ ...ready, contacts: { ...ready.contacts, store: 'exchange' } });
    const menu = await menuOf(/^Garth Fort/);
    const able = within(menu)
      .getAllByRole('menuitem')
      .filter((item) => item.getAttribute('aria-disabled') !== 'true');
    // One may still write to people, and call them.
    expect(able.map(({ textContent }) => textContent)).toEqual(['Message', 'Call', 'Video call']);
    expect(screen.queryByRole('button', { name: 'Add a contact' })).toBeNull();
  });
});

describe('the menu of a group', () => {
  it('[H1] renames a group of one’s own, and says what is wrong with a name', async () => {
    const drawn = await show();
    await choose(await menuOf(/^Engineering/), 'Rename group…');
    await type('Name', 'Tailspin Toys');
    await press('Save');
    expect(screen.getByText('You have a group of that name already.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
    await type('Name', 'Builders');
    await press('Save');
    expect(changes(drawn)).toEqual([['groups.rename', { id: '2', name: 'Builders' }]]);
  });

  it('[H1] removes a group after asking once', async () => {
    const drawn = await show();
    await choose(await menuOf(/^Engineering/), 'Remove group…');
    await press('Remove');
    expect(changes(drawn)).toEqual([['groups.remove', { id: '2' }]]);
  });

  it('[H1] offers neither for groups that the server keeps', async () => {
    await show({ ...ready, contacts: { ...ready.contacts, contacts: contacts.slice(0, 4) } });
    for (const name of [/^Favourites/, /^Other contacts/]) {
      const menu = await menuOf(name);
      expect(within(menu).queryByRole('menuitem', { name: 'Remove group…' })).toBeNull();
      fireEvent.keyDown(menu, { key: 'Escape' });
      await settle();
    }
  });
});

describe('adding', () => {
  async function openMenu(item: string): Promise<void> {
    fireEvent.click(await screen.findByRole('button', { name: 'Add a contact' }));
    await settle();
    await choose(screen.getByRole('menu'), item);
  }

  it('[H1] asks for an address and a group, and takes no name for an address', async () => {
    const drawn = await show();
    await openMenu('Add a contact…');
    await type('Address', 'Garth');
    await press('Add');
    expect(screen.getByText(/Type an address with an @/)).toBeTruthy();
    await type('Address', ' vadim@contoso.com ');
    fireEvent.change(screen.getByRole('combobox', { name: 'Group' }), { target: { value: '2' } });
    await press('Add');
    expect(changes(drawn)).toEqual([['contacts.add', { uri: 'vadim@contoso.com', groupId: '2' }]]);
  });

  it('[H1] makes a group, which needs a name', async () => {
    const drawn = await show();
    await openMenu('New group…');
    await press('Save');
    expect(screen.getByText('Type a name.')).toBeTruthy();
    await type('Name', 'Suppliers');
    await press('Save');
    expect(changes(drawn)).toEqual([['groups.add', { name: 'Suppliers' }]]);
  });

  it('[H1] makes no 65th', async () => {
    const limits = { ...ready.contacts.limits, groups: groups.length };
    await show({ ...ready, contacts: { ...ready.contacts, limits } });
    fireEvent.click(await screen.findByRole('button', { name: 'Add a contact' }));
    await settle();
    expect(screen.getByRole('menuitem', { name: 'New group…' }).getAttribute('aria-disabled')).toBe('true');
  });
});

describe('somebody who added us', () => {
  const newWatchers = [{ uri: 'sip:bonnie@tailspintoys.com', name: 'Bonnie Kearney', kind: 'federated' as const }];
  const watched = { ...ready, contacts: { ...ready.contacts, newWatchers } };
  const { uri } = newWatchers[0] ?? expect.fail('nobody');

  it.each([
    ['Add', [['contacts.acknowledge', { uri, add: true }]]],
    ['Not now', [['contacts.acknowledge', { uri, add: false }]]],
    [
      'Block',
      [
        ['contacts.setRelationship', { uri, relationship: 'blocked' }],
        ['contacts.acknowledge', { uri, add: false }],
      ],
    ],
  ])('[H1] is answered by "%s"', async (button, wanted) => {
    const drawn = await show(watched);
    const list = within(screen.getByRole('list', { name: 'People who added you' }));
    expect(list.getByText('Bonnie Kearney added you to their contacts.')).toBeTruthy();
    fireEvent.click(list.getByRole('button', { name: new RegExp(`^${button}`) }));
    await settle();
    expect(changes(drawn)).toEqual(wanted);
  });

  it('[H1] and could not be blocked is not put away: they would see us all the same', async () => {
    const drawn = await show(watched);
    drawn.bridge.answer('contacts.setRelationship', refused);
    fireEvent.click(screen.getByRole('button', { name: /^Block/ }));
    await settle();
    expect(changes(drawn)).toEqual([['contacts.setRelationship', { uri, relationship: 'blocked' }]]);
    expect(drawn.services.notice.get()?.code).toBe('CONTACT_CHANGE_REFUSED');
  });

  it('[H1] has buttons that say whom they are about', async () => {
    await show(watched);
    const list = within(screen.getByRole('list', { name: 'People who added you' }));
    for (const button of list.getAllByRole('button')) {
      const words = `${button.getAttribute('aria-label') ?? ''} ${button.getAttribute('aria-description') ?? ''}`;
      expect(words).toContain('Bonnie Kearney');
    }
  });
});
