import { Field, Input, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components';
import { type ReactNode, useState } from 'react';
import { useSlice } from '../state/services.tsx';
import { type Candidate, foundToInvite } from './found-to-invite.ts';
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
    gap: tokens.spacingVerticalXS,
    minHeight: '120px',
    maxHeight: '40vh',
    overflowY: 'auto',
  },
  item: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS, minHeight: '40px' },
  words: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: '140px',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

export interface CandidateTexts {
  readonly label: string;
  readonly hint: string;
  readonly found: string;
  readonly searching: string;
  readonly none: string;
}

/** One field for whom one means, and everybody it may be: contacts, whom the directory knows, the address itself. */
export function CandidateSearch(props: {
  readonly texts: CandidateTexts;
  /** What the text means beside a person, first in the list. */
  readonly alsoOf?: (typed: string) => readonly Candidate[];
  readonly isOffered?: (person: Candidate) => boolean;
  /** Stands between the field and the list. */
  readonly note?: (typed: string) => ReactNode;
  /** Instead of the address. */
  readonly wordsOf?: (person: Candidate) => string | undefined;
  readonly actionsOf: (person: Candidate) => ReactNode;
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState('');
  const contacts = useSlice((snapshot) => snapshot.contacts.contacts);
  const search = useDirectory(typed);
  const { texts, alsoOf, isOffered = () => true } = props;
  const directory = search.kind === 'found' ? search.answer : search.kind === 'busy' ? search.before : undefined;
  const people = foundToInvite(typed, contacts, directory?.people ?? []).filter(isOffered);
  const found = [...(alsoOf?.(typed) ?? []), ...people];
  return (
    <div className={styles.body}>
      <Field label={texts.label} hint={texts.hint}>
        <Input value={typed} maxLength={458} data-start onChange={(_, { value }) => setTyped(value)} />
      </Field>
      {props.note?.(typed)}
      <ul className={styles.list} aria-label={texts.found}>
        {found.map((person) => (
          <li key={person.uri} className={styles.item}>
            <PersonAvatar name={person.name} size={28} />
            <span className={styles.words}>
              <bdi>{person.name}</bdi>
              <Quiet text={props.wordsOf?.(person) ?? addressBeside(person)} />
            </span>
            <span className={styles.actions}>{props.actionsOf(person)}</span>
          </li>
        ))}
      </ul>
      <div role="status">
        {search.kind === 'busy' && <Spinner size="tiny" label={texts.searching} />}
        {search.kind === 'found' && found.length === 0 && <Text size={200}>{texts.none}</Text>}
      </div>
    </div>
  );
}

function Quiet(props: { readonly text: string | undefined }) {
  const styles = useStyles();
  if (props.text === undefined) return null;
  return (
    <Text size={200} className={styles.quiet}>
      {props.text}
    </Text>
  );
}

/** Undefined where the name is the address already. */
function addressBeside({ uri, name }: Candidate): string | undefined {
  const address = uri.replace(/^sip:/, '');
  return address === name ? undefined : address;
}
