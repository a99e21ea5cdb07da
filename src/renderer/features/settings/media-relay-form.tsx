import { Button, Field, Input, makeStyles, Select, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { MediaRelaySetting } from '../../../shared/model/settings.ts';
import { fieldProblem } from '../../components/field-problem.ts';
import { readServerName } from '../../components/typed-names.ts';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { settingsTexts } from '../../locales/settings.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  fields: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 220px), 1fr))',
    gap: tokens.spacingHorizontalM,
    alignItems: 'start',
  },
  input: { minWidth: 0, width: '100%' },
  save: { justifySelf: 'start', gridColumn: '1 / -1' },
});

const transports = ['udp', 'tcp'] as const;

/** The TURN server of one's own. Its password is the desktop's to keep, and can be typed also where the administrator chose the server. */
export function MediaRelayForm(props: { readonly locked: boolean }) {
  const styles = useStyles();
  const texts = settingsTexts.relay;
  const { client } = useServices();
  const run = useRun();
  const { settings, change } = useSettings();
  const known = useSlice((snapshot) => snapshot.relayPassword);
  const [typed, setTyped] = useState<Partial<MediaRelaySetting>>({});
  const [password, setPassword] = useState('');
  const [problems, setProblems] = useState<{ readonly server?: string }>({});
  const form = useFocusInvalid(problems);
  const shown = { ...settings.mediaRelay, ...typed };
  const isSame = JSON.stringify(shown) === JSON.stringify(settings.mediaRelay);
  const type = (more: Partial<MediaRelaySetting>) => {
    setTyped({ ...typed, ...more });
    setProblems({});
  };

  function submit(event: FormEvent): void {
    event.preventDefault();
    const server = readServerName(shown.server);
    setProblems(server === undefined ? { server: texts.serverWrong } : {});
    if (server === undefined) return;
    if (!isSame) change({ mediaRelay: { ...shown, server, userName: shown.userName.trim() } });
    // It belongs to the server as it is set now, which main has heard of before.
    if (password !== '') run(client.request('settings.setRelayPassword', { password }));
    setTyped({});
    setPassword('');
  }

  return (
    <form ref={form} className={styles.fields} onSubmit={submit} noValidate>
      <Field label={texts.server} {...fieldProblem(problems.server)}>
        <Input
          className={styles.input}
          value={shown.server}
          maxLength={255}
          disabled={props.locked}
          onChange={(_, data) => type({ server: data.value })}
        />
      </Field>
      <Field label={texts.transport}>
        <Select
          className={styles.input}
          value={shown.transport}
          disabled={props.locked}
          onChange={(_, data) => type({ transport: data.value === 'tcp' ? 'tcp' : 'udp' })}
        >
          {transports.map((transport) => (
            <option key={transport} value={transport}>
              {texts.transports[transport]}
            </option>
          ))}
        </Select>
      </Field>
      <Field label={texts.userName}>
        <Input
          className={styles.input}
          autoComplete="off"
          value={shown.userName}
          maxLength={255}
          disabled={props.locked}
          onChange={(_, data) => type({ userName: data.value })}
        />
      </Field>
      <Field label={texts.password} {...(known === 'held' ? { hint: texts.passwordHeld } : {})}>
        <Input
          className={styles.input}
          type="password"
          autoComplete="off"
          placeholder={known === 'none' ? '' : texts.passwordKnown[known]}
          value={password}
          maxLength={1024}
          disabled={props.locked && shown.server === ''}
          onChange={(_, data) => setPassword(data.value)}
        />
      </Field>
      <Button type="submit" className={styles.save} disabledFocusable={isSame && password === ''}>
        {texts.save}
      </Button>
    </form>
  );
}
