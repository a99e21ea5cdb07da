import { Button, Field, Input, makeStyles, Spinner, Text, tokens, useAnnounce } from '@fluentui/react-components';
import { useState } from 'react';
import type { Failure } from '../../shared/model/failure.ts';
import { type Answer, failureOf } from '../ipc/client.ts';
import { inviteTexts as texts } from '../locales/en/meeting-people.ts';
import { useSlice } from '../state/services.tsx';
import { FailureCard } from './failure-card.tsx';
import { type Candidate, foundToInvite } from './found-to-invite.ts';
import { Modal, ModalActions } from './modal.tsx';
import { PersonAvatar } from './person.tsx';
import { useDirectory } from './use-directory.ts';

const useStyles = makeStyles({
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    minHeight: '120px',
    maxHeight: '40vh',
    overflowY: 'auto',
  },
  person: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    minHeight: '40px',
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: '140px',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** How somebody stands already. */
export interface Standing {
  /** Shown instead of the address. */
  readonly words?: string | undefined;
  readonly canAsk: boolean;
}

/** Asks people to come: contacts, whom the directory knows, or an address. It stays open after each, for there may be several. */
export function AskPeopleDialog(props: {
  readonly title: string;
  readonly standingOf: (person: Candidate) => Standing;
  readonly onAsk: (person: Candidate) => Answer;
  readonly onClose: () => void;
}) {
  const styles = useStyles();
  const { announce } = useAnnounce();
  const [typed, setTyped] = useState('');
  const [failure, setFailure] = useState<Failure>();
  const [asking, setAsking] = useState<string>();
  const contacts = useSlice((snapshot) => snapshot.contacts.contacts);
  const search = useDirectory(typed);
  const directory = search.kind === 'found' ? search.answer : search.kind === 'busy' ? search.before : undefined;
  const found = foundToInvite(typed, contacts, directory?.people ?? []);

  async function ask(person: Candidate): Promise<void> {
    setAsking(person.uri);
    const refusal = await failureOf(props.onAsk(person));
    setAsking(undefined);
    setFailure(refusal);
    if (!refusal) announce(texts.asked(person.name));
  }

  return (
    <Modal title={props.title} onClose={props.onClose}>
      <div className={styles.body}>
        <Field label={texts.label} hint={texts.hint}>
          <Input value={typed} maxLength={458} data-start onChange={(_, data) => setTyped(data.value)} />
        </Field>
        {failure && <FailureCard failure={failure} />}
        <ul className={styles.list} aria-label={texts.found}>
          {found.map((person) => (
            <CandidateItem
              key={person.uri}
              person={person}
              standing={props.standingOf(person)}
              isBusy={asking !== undefined}
              onAsk={() => void ask(person)}
            />
          ))}
        </ul>
        <div role="status">
          {search.kind === 'busy' && <Spinner size="tiny" label={texts.loading} />}
          {search.kind === 'found' && found.length === 0 && <Text size={200}>{texts.none}</Text>}
        </div>
      </div>
      <ModalActions>
        <Button onClick={props.onClose}>{texts.close}</Button>
      </ModalActions>
    </Modal>
  );
}

function CandidateItem(props: {
  readonly person: Candidate;
  readonly standing: Standing;
  readonly isBusy: boolean;
  readonly onAsk: () => void;
}) {
  const styles = useStyles();
  const { person, standing } = props;
  return (
    <li className={styles.person}>
      <PersonAvatar name={person.name} size={28} />
      <span className={styles.words}>
        <bdi>{person.name}</bdi>
        <Text size={200} className={styles.quiet}>
          {standing.words ?? person.uri.replace(/^sip:/, '')}
        </Text>
      </span>
      {standing.canAsk && (
        <Button
          size="small"
          aria-label={texts.inviteName(person.name)}
          disabledFocusable={props.isBusy}
          onClick={props.onAsk}
        >
          {texts.invite}
        </Button>
      )}
    </li>
  );
}
