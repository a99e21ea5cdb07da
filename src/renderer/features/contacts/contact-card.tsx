import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { useNavigation } from '../../app/navigate.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Facts } from '../../components/facts.tsx';
import { Pane } from '../../components/pane.tsx';
import { PersonAvatar, PresenceText } from '../../components/person.tsx';
import { relationWords, contactsTexts as texts } from '../../locales/en/contacts.ts';
import { usePresence, useSlice } from '../../state/services.tsx';

const useStyles = makeStyles({
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalL, minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
  name: { overflowWrap: 'anywhere' },
  actions: { display: 'flex' },
});

/** One contact: who, how to reach them, what they are doing. */
export function ContactCard() {
  const styles = useStyles();
  const { place, close } = useNavigation();
  const contact = useSlice((snapshot) => snapshot.contacts.contacts.find((known) => known.uri === place.about));
  const groups = useSlice((snapshot) => snapshot.contacts.groups);
  const presence = usePresence(place.about);
  if (!contact) {
    return (
      <Pane title={texts.list} onBack={close}>
        <EmptyState title={texts.gone} />
      </Pane>
    );
  }
  const address = contact.uri.replace(/^sips?:/, '');
  const inGroups = groups
    .filter((group) => contact.groupIds.includes(group.id))
    .map((group) => (group.name === '~' ? texts.otherContacts : group.name));
  return (
    <Pane title={contact.name} onBack={close} scroll>
      <div className={styles.head}>
        <PersonAvatar name={contact.name} availability={presence?.availability ?? 'unknown'} size={64} />
        <div className={styles.words}>
          <Text size={500} weight="semibold" className={styles.name}>
            <bdi>{contact.name}</bdi>
          </Text>
          <PresenceText presence={presence} />
        </div>
      </div>
      <Facts
        facts={[
          [texts.address, address],
          [texts.jobTitle, presence?.title],
          [texts.relation, relationWords(contact.kind, presence)],
          [texts.groups, inGroups.join(', ')],
        ]}
      />
      <div className={styles.actions}>
        <CopyButton text={() => address} label={texts.copyAddress} />
      </div>
    </Pane>
  );
}
