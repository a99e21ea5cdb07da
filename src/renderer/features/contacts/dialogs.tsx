import type { Contact, ContactGroup } from '../../../shared/model/contacts.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { groupName, contactsTexts as texts } from '../../locales/contacts.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { AddDialog } from './add-dialog.tsx';
import { groupNameProblem, personNameProblem } from './groups.ts';
import { GroupsDialog } from './groups-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';

/** A dialog about the list, and about whom. */
export type Wanted =
  | { readonly kind: 'add'; readonly groupId?: string; readonly address?: string }
  | { readonly kind: 'groups' | 'rename' | 'remove'; readonly contact: Contact }
  | { readonly kind: 'new-group' }
  | { readonly kind: 'rename-group' | 'remove-group'; readonly group: ContactGroup };

/** The dialog that is wanted. */
export function ContactDialog(props: { readonly wanted: Wanted; readonly onClose: () => void }) {
  const { wanted, onClose } = props;
  const { client } = useServices();
  const contacts = useSlice((snapshot) => snapshot.contacts);
  switch (wanted.kind) {
    case 'add':
      return <AddDialog {...wanted} onClose={onClose} />;
    case 'groups':
      return <GroupsDialog contact={wanted.contact} onClose={onClose} />;
    case 'rename':
      return (
        <NameDialog
          title={texts.renameTitle(wanted.contact.name)}
          hint={texts.renameHint}
          first={wanted.contact.alias ?? ''}
          problemOf={(name) => personNameProblem(name, contacts)}
          onSave={(name) => client.request('contacts.rename', { uri: wanted.contact.uri, name })}
          onClose={onClose}
        />
      );
    case 'remove':
      return (
        <ConfirmDialog
          title={texts.removeTitle(wanted.contact.name)}
          body={texts.removeBody}
          confirm={texts.removeNow}
          cancel={texts.cancel}
          onConfirm={() => client.request('contacts.remove', { uri: wanted.contact.uri })}
          onClose={onClose}
        />
      );
    case 'new-group':
      return (
        <NameDialog
          title={texts.newGroupTitle}
          first=""
          problemOf={(name) => groupNameProblem(name, contacts)}
          onSave={(name) => client.request('groups.add', { name })}
          onClose={onClose}
        />
      );
    case 'rename-group':
      return (
        <NameDialog
          title={texts.renameGroupTitle(groupName(wanted.group))}
          first={wanted.group.name}
          problemOf={(name) => groupNameProblem(name, contacts, wanted.group.id)}
          onSave={(name) => client.request('groups.rename', { id: wanted.group.id, name })}
          onClose={onClose}
        />
      );
    case 'remove-group':
      return (
        <ConfirmDialog
          title={texts.removeGroupTitle(groupName(wanted.group))}
          body={texts.removeGroupBody}
          confirm={texts.removeNow}
          cancel={texts.cancel}
          onConfirm={() => client.request('groups.remove', { id: wanted.group.id })}
          onClose={onClose}
        />
      );
  }
}
