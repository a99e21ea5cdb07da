import {
  Button,
  Menu,
  MenuButton,
  MenuList,
  MenuPopover,
  MenuTrigger,
  makeStyles,
  Text,
  tokens,
} from '@fluentui/react-components';
import { Chat20Regular } from '@fluentui/react-icons/svg/chat';
import { PersonAdd20Regular } from '@fluentui/react-icons/svg/person-add';
import { useState } from 'react';
import type { Contact } from '../../../shared/model/contacts.ts';
import type { ContactCard as Card, Presence } from '../../../shared/model/presence.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { Pane, Section } from '../../components/pane.tsx';
import { PersonAvatar, PresenceText } from '../../components/person.tsx';
import { chatTexts } from '../../locales/chats.ts';
import {
  groupName,
  reachWords,
  relationshipWords,
  relationWords,
  contactsTexts as texts,
} from '../../locales/contacts.ts';
import { lastCallWords } from '../../locales/phone.ts';
import { usePresence, useSlice } from '../../state/services.tsx';
import { CallButtons } from '../calling/index.ts';
import { useOpenChat } from '../chats/index.ts';
import { ContactMenuItems } from './contact-menu.tsx';
import { ContactDialog, type Wanted } from './dialogs.tsx';
import { PhoneList } from './phone-list.tsx';
import { useCard } from './use-card.ts';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalL, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { overflowWrap: 'anywhere' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** One person, on the list or not: who, how to reach them, what they are doing, and what can be done. */
export function ContactCard() {
  const styles = useStyles();
  const { place, close } = useNavigation();
  const uri = place.about;
  const contact = useSlice((snapshot) => snapshot.contacts.contacts.find((known) => known.uri === uri));
  const presence = usePresence(uri);
  const card = useCard(uri);
  const [wanted, setWanted] = useState<Wanted>();
  const address = uri.replace(/^sips?:/, '');
  const name = contact?.name ?? card?.name ?? presence?.displayName ?? address;
  return (
    <Pane title={name} onBack={close} scroll>
      <div className={styles.head}>
        <PersonAvatar name={name} availability={presence?.availability ?? 'unknown'} size={64} photoOf={uri} />
        <div className={styles.words}>
          <Text size={500} weight="semibold" className={styles.name}>
            <bdi>{name}</bdi>
          </Text>
          <PresenceText presence={presence} isStranger={!contact} />
          {presence?.location && (
            <Text size={200} className={styles.quiet}>
              {presence.location}
            </Text>
          )}
        </div>
      </div>
      <CardActions uri={uri} name={name} address={address} contact={contact} onWanted={setWanted} />
      {contact?.relationship === 'blocked' && <Text>{texts.blocked}</Text>}
      {contact?.isTagged && (
        <Text size={200} className={styles.quiet}>
          {texts.tagged}
        </Text>
      )}
      {card && card.phones.length > 0 && (
        <Section title={texts.phones}>
          <PhoneList name={name} phones={card.phones} />
        </Section>
      )}
      <CardFacts uri={uri} address={address} contact={contact} card={card} presence={presence} />
      {wanted && <ContactDialog wanted={wanted} onClose={() => setWanted(undefined)} />}
    </Pane>
  );
}

function CardActions(props: {
  readonly uri: string;
  readonly name: string;
  readonly address: string;
  readonly contact: Contact | undefined;
  readonly onWanted: (wanted: Wanted) => void;
}) {
  const styles = useStyles();
  const openChat = useOpenChat();
  const canAdd = useSlice(({ contacts, account }) => contacts.store !== 'exchange' && account.kind === 'registered');
  const { uri, name, contact, onWanted } = props;
  return (
    <div className={styles.actions}>
      <Button appearance="primary" icon={<Chat20Regular />} onClick={() => openChat(uri, name)}>
        {chatTexts.message}
      </Button>
      <CallButtons uri={uri} name={name} />
      {!contact && canAdd && (
        <Button icon={<PersonAdd20Regular />} onClick={() => onWanted({ kind: 'add', address: props.address })}>
          {texts.addToContacts}
        </Button>
      )}
      <CopyButton text={() => props.address} label={texts.copyAddress} size="medium" />
      {contact && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <MenuButton aria-label={texts.moreOf(name)}>{texts.more}</MenuButton>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <ContactMenuItems contact={contact} onWanted={onWanted} />
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
    </div>
  );
}

function CardFacts(props: {
  readonly uri: string;
  readonly address: string;
  readonly contact: Contact | undefined;
  readonly card: Card | undefined;
  readonly presence: Presence | undefined;
}) {
  const groups = useSlice((snapshot) => snapshot.contacts.groups);
  const { uri, address, contact, card, presence } = props;
  const lastCall = useSlice(({ callLog }) => callLog.entries.find(({ peer }) => peer.uri === uri));
  const inGroups = groups.filter((group) => contact?.groupIds.includes(group.id)).map(groupName);
  return (
    <Facts
      facts={[
        [texts.address, address],
        [texts.jobTitle, card?.title ?? presence?.title],
        [texts.department, card?.department],
        [texts.company, card?.company],
        [texts.office, card?.office],
        [texts.email, card?.email ?? contact?.email],
        [texts.street, card?.address.join(', ')],
        [texts.reach, reachWords(presence?.capabilities)],
        [texts.relation, contact && relationWords(contact.kind, presence)],
        [texts.relationship, contact && relationshipWords[contact.relationship]],
        [texts.groups, inGroups.join(', ')],
        [texts.lastCall, lastCall && lastCallWords(lastCall)],
      ]}
    />
  );
}
