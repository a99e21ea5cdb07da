import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { memo, type ReactNode } from 'react';
import type { Contact } from '../../../shared/model/contacts.ts';
import type { DirectoryPerson } from '../../../shared/model/directory.ts';
import { PersonAvatar, PresenceText } from '../../components/person.tsx';
import { contactsTexts as texts } from '../../locales/contacts.ts';
import { usePresence } from '../../state/services.tsx';
import type { GroupRow } from './rows.ts';

const useStyles = makeStyles({
  group: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalXS,
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM}`,
    color: tokens.colorNeutralForeground2,
  },
  chevron: { flexShrink: 0 },
  contact: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    height: '100%',
    padding: `0 ${tokens.spacingHorizontalM} 0 ${tokens.spacingHorizontalXXL}`,
  },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0, flexGrow: 1 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap', lineHeight: tokens.lineHeightBase200 },
  about: {
    color: tokens.colorNeutralForeground2,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  count: { fontVariantNumeric: 'tabular-nums', flexShrink: 0 },
});

/** The head of a group: name, how many can be reached, of how many. */
export function GroupRowView(props: { readonly row: GroupRow; readonly online: number; readonly federated: boolean }) {
  const styles = useStyles();
  const { row } = props;
  return (
    <div className={styles.group}>
      {row.open ? (
        <ChevronDown16Regular className={styles.chevron} aria-hidden />
      ) : (
        <ChevronRight16Regular className={styles.chevron} aria-hidden />
      )}
      <Text size={200} weight="semibold" className={styles.name}>
        <bdi>{row.name}</bdi>
        {props.federated ? ` — ${texts.federated}` : ''}
      </Text>
      <Text size={200} className={styles.count}>
        ({texts.groupCount(props.online, row.uris.length)})
      </Text>
    </div>
  );
}

/** The shape of a person's row: the picture, and two lines beside it. */
export function PersonRow(props: { readonly avatar: ReactNode; readonly name: ReactNode; readonly about: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.contact}>
      {props.avatar}
      <div className={styles.words}>
        <Text className={styles.name}>{props.name}</Text>
        {props.about}
      </div>
    </div>
  );
}

/** One person: only this row draws again when only their presence changes. */
export const ContactRowView = memo(function ContactRowView(props: { readonly contact: Contact }) {
  const presence = usePresence(props.contact.uri);
  return (
    <PersonRow
      avatar={<PersonAvatar name={props.contact.name} availability={presence?.availability ?? 'unknown'} size={32} />}
      name={<bdi>{props.contact.name}</bdi>}
      about={<PresenceText presence={presence} />}
    />
  );
});

/** Somebody of the directory: what the company says of them stands where the presence of a contact does. */
export function FoundRowView(props: { readonly person: DirectoryPerson }) {
  const styles = useStyles();
  const { person } = props;
  const about = [person.title, person.department ?? person.company, person.email].filter(Boolean).join(' · ');
  return (
    <PersonRow
      avatar={<PersonAvatar name={person.name} size={32} />}
      name={<bdi>{person.name}</bdi>}
      about={
        <Text size={200} className={styles.about}>
          {about}
        </Text>
      }
    />
  );
}
