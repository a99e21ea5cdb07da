import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Section } from '../../components/pane.tsx';
import { labPeopleTexts as texts } from '../../locales/lab.ts';
import { useSlice } from '../../state/services.tsx';
import { signedInAs } from './lab-power.tsx';
import { MeetingRow } from './meeting-row.tsx';
import { PersonRow } from './person-row.tsx';
import { useLabPeople } from './use-lab-people.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The lab's people and meetings, and what they can be made to do. */
export function PeopleTab() {
  const styles = useStyles();
  const users = useSlice((snapshot) => snapshot.lab.users);
  const own = useSlice(({ account }) => signedInAs(account));
  const { now, told, act } = useLabPeople();
  const [message, setMessage] = useState<string>(texts.firstMessage);
  const endpoints = new Map(now?.people.map((person) => [person.address, person.endpoints]));
  // A person of the world is none of the lab's.
  const self = users.find(({ address }) => address === own?.toLowerCase());
  return (
    <>
      <Section title={texts.people} hint={self ? texts.to(self.displayName) : texts.signInFirst}>
        <Field label={texts.message}>
          <Input value={message} maxLength={2000} onChange={(_, data) => setMessage(data.value)} />
        </Field>
        <Text size={200} role="status" className={styles.quiet}>
          {told === '' ? texts.hint : texts.done(told)}
        </Text>
        <ul className={styles.list} aria-label={texts.people}>
          {users.map((user) => (
            <PersonRow
              key={user.address}
              user={user}
              endpoints={endpoints.get(user.address) ?? 0}
              self={self?.address}
              message={message}
              onAct={act}
            />
          ))}
        </ul>
      </Section>
      {now && (
        <Section title={texts.meetings}>
          <ul className={styles.list} aria-label={texts.meetings}>
            {now.meetings.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} onAct={act} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}
