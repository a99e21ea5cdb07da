import {
  Menu,
  MenuDivider,
  MenuItem,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import type { Contact, Relationship } from '../../../shared/model/contacts.ts';
import { relationshipWords, contactsTexts as texts } from '../../locales/contacts.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import type { Wanted } from './dialogs.tsx';

/** Everything that can be done with somebody on the list, besides talking. Nothing of it while the list cannot be changed. */
export function ContactMenuItems(props: { readonly contact: Contact; readonly onWanted: (wanted: Wanted) => void }) {
  const { contact, onWanted } = props;
  const { client } = useServices();
  const run = useRun();
  const canChange = useSlice(({ contacts, account }) => contacts.store !== 'exchange' && account.kind === 'registered');
  const fixed = !canChange || contact.isOnlyDelegate === true;
  // A list on this computer keeps nobody out.
  const isLocal = useSlice(({ contacts }) => contacts.store === 'local');
  const isBlocked = contact.relationship === 'blocked';
  return (
    <>
      <MenuItem
        disabled={fixed}
        onClick={() => run(client.request('contacts.tag', { uri: contact.uri, on: !contact.isTagged }))}
      >
        {contact.isTagged ? texts.untag : texts.tag}
      </MenuItem>
      <MenuItem disabled={fixed} onClick={() => onWanted({ kind: 'groups', contact })}>
        {texts.groupsOf}
      </MenuItem>
      <MenuItem disabled={fixed} onClick={() => onWanted({ kind: 'rename', contact })}>
        {texts.rename}
      </MenuItem>
      {!isLocal && <RelationshipMenu contact={contact} disabled={!canChange} />}
      <MenuDivider />
      <MenuItem
        disabled={!canChange || isLocal}
        {...(isLocal ? { subText: texts.noBlocking } : {})}
        onClick={() =>
          run(
            client.request('contacts.setRelationship', {
              uri: contact.uri,
              relationship: isBlocked ? 'automatic' : 'blocked',
            }),
          )
        }
      >
        {isBlocked ? texts.unblock : texts.block}
      </MenuItem>
      <MenuItem disabled={fixed} onClick={() => onWanted({ kind: 'remove', contact })}>
        {texts.remove}
      </MenuItem>
    </>
  );
}

const relationships: readonly Exclude<Relationship, 'blocked'>[] = ['friends', 'workgroup', 'colleague', 'external'];

function RelationshipMenu(props: { readonly contact: Contact; readonly disabled: boolean }) {
  const { uri, relationship, isRelationshipAutomatic } = props.contact;
  const { client } = useServices();
  const run = useRun();
  const chosen = isRelationshipAutomatic ? 'automatic' : relationship;
  const choices = ['automatic', ...relationships] as const;
  return (
    <Menu
      checkedValues={{ relationship: [chosen] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const wish = choices.find((choice) => checkedItems.includes(choice));
        if (wish) run(client.request('contacts.setRelationship', { uri, relationship: wish }));
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <MenuItem disabled={props.disabled}>{texts.relationship}</MenuItem>
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {choices.map((choice) => (
            <MenuItemRadio key={choice} name="relationship" value={choice}>
              {choice === 'automatic' ? texts.automaticChoice : relationshipWords[choice]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
