import { MenuDivider, MenuItem } from '@fluentui/react-components';
import type { ContactGroup } from '../../../shared/model/contacts.ts';
import { contactsTexts as texts } from '../../locales/contacts.ts';
import { useSlice } from '../../state/services.tsx';
import type { Wanted } from './dialogs.tsx';
import { canHold, isOwn } from './groups.ts';

/** Everything that can be done with a group, and with the list as a whole. */
export function GroupMenuItems(props: { readonly group: ContactGroup; readonly onWanted: (wanted: Wanted) => void }) {
  const { group, onWanted } = props;
  const canChange = useSlice(({ contacts, account }) => contacts.store !== 'exchange' && account.kind === 'registered');
  const isFull = useSlice(({ contacts }) => contacts.groups.length >= contacts.limits.groups);
  return (
    <>
      {canHold(group) && (
        <MenuItem disabled={!canChange} onClick={() => onWanted({ kind: 'add', groupId: group.id })}>
          {texts.addPerson}
        </MenuItem>
      )}
      <MenuItem disabled={!canChange || isFull} onClick={() => onWanted({ kind: 'new-group' })}>
        {texts.newGroup}
      </MenuItem>
      {isOwn(group) && (
        <>
          <MenuDivider />
          <MenuItem disabled={!canChange} onClick={() => onWanted({ kind: 'rename-group', group })}>
            {texts.renameGroup}
          </MenuItem>
          <MenuItem disabled={!canChange} onClick={() => onWanted({ kind: 'remove-group', group })}>
            {texts.removeGroup}
          </MenuItem>
        </>
      )}
    </>
  );
}
