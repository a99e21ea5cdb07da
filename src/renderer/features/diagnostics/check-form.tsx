import { Button, Field, Input, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { fieldProblem } from '../../components/field-problem.ts';
import { readServerName } from '../../components/typed-names.ts';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { checkTexts as texts } from '../../locales/certificates.ts';

const useStyles = makeStyles({
  form: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'start' },
  server: { flexGrow: 1, flexBasis: '200px', minWidth: 0 },
  port: { width: '88px' },
  input: { minWidth: 0, width: '100%' },
  // As far down as the fields stand under their labels, where it stands beside them.
  submit: { '@container (min-width: 420px)': { marginTop: '26px' } },
});

interface Problems {
  readonly server?: string;
  readonly port?: string;
}

/** Which server to look at. A port that stands in the name, or an https address, is taken apart as it is typed. */
export function CheckForm(props: {
  /** What to begin with, `host` or `host:port`. */
  readonly first: string;
  readonly running: boolean;
  readonly onCheck: (host: string, port: number) => void;
}) {
  const styles = useStyles();
  const [server, setServer] = useState(() => takeApart(props.first).host);
  const [port, setPort] = useState(() => takeApart(props.first).port ?? '443');
  const [problems, setProblems] = useState<Problems>({});
  const form = useFocusInvalid(problems);

  function typeServer(text: string): void {
    const parts = takeApart(text);
    setServer(parts.host);
    if (parts.port !== undefined) setPort(parts.port);
    setProblems({});
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const host = readServerName(server.includes(':') && !server.startsWith('[') ? `[${server.trim()}]` : server);
    const number = /^\d{1,5}$/.test(port.trim()) ? Number(port) : 0;
    const found: Problems = {
      ...(host ? {} : { server: texts.serverWrong }),
      ...(number >= 1 && number <= 65_535 ? {} : { port: texts.portWrong }),
    };
    setProblems(found);
    if (host && !found.port && !props.running) props.onCheck(host, number);
  }

  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <Field label={texts.server} className={styles.server} {...fieldProblem(problems.server)}>
        <Input
          className={styles.input}
          value={server}
          maxLength={255}
          placeholder={texts.serverExample}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => typeServer(data.value)}
        />
      </Field>
      <Field label={texts.port} className={styles.port} {...fieldProblem(problems.port)}>
        <Input
          className={styles.input}
          value={port}
          maxLength={5}
          inputMode="numeric"
          autoComplete="off"
          onChange={(_, data) => {
            setPort(data.value);
            setProblems({});
          }}
        />
      </Field>
      <Button
        type="submit"
        appearance="primary"
        className={styles.submit}
        disabledFocusable={props.running}
        {...(props.running ? { icon: <Spinner size="extra-tiny" /> } : {})}
      >
        {texts.check}
      </Button>
    </form>
  );
}

/** `name:port` and `https://name:port/path` as their parts; any other text is the host as it stands. */
export function takeApart(text: string): { readonly host: string; readonly port?: string } {
  const url = /^https:\/\/([^/\s]+)(\/|$)/i.exec(text.trim())?.[1];
  const [, host, port] = /^(\[[^\]]*\]|[^:[\]]+):(\d{1,5})$/.exec((url ?? text).trim()) ?? [];
  if (host !== undefined && port !== undefined) return { host, port };
  return url === undefined ? { host: text } : { host: url, port: '443' };
}
