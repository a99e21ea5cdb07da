import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { type FormEvent, useState } from 'react';
import type { Settings } from '../../../shared/model/settings.ts';
import { fieldProblem } from '../../components/field-problem.ts';
import { readFullName } from '../../components/typed-names.ts';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  add: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'start' },
  // As far down as the fields stand under their labels.
  addButton: { marginTop: '26px' },
  field: { flexGrow: 1, flexBasis: '160px', minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
});

type Names = Settings['trustedNames'];

interface Problems {
  readonly domain?: string;
  readonly host?: string;
}

const nothing = { domain: '', host: '' };
/** As many as main takes for one domain. */
const mostHosts = 50;

/** The names with one more host for a domain; the same names when it is there already, or when one of both is no name. */
export function withName(names: Names, domain: string, host: string): Names {
  const key = readFullName(domain);
  const name = readFullName(host);
  if (key === undefined || name === undefined) return names;
  const hosts = Object.hasOwn(names, key) ? (names[key] ?? []) : [];
  if (hosts.includes(name)) return names;
  return { ...names, [key]: [...hosts, name] };
}

/** The names without a host; a domain without hosts goes too. */
export function withoutName(names: Names, domain: string, host: string): Names {
  const kept = Object.entries(names).map(
    ([key, hosts]) => [key, key === domain ? hosts.filter((name) => name !== host) : hosts] as const,
  );
  return Object.fromEntries(kept.filter(([, hosts]) => hosts.length > 0));
}

/** What keeps a name from being trusted for a domain, at its field; an empty object when nothing does. */
export function trustProblems(names: Names, typedDomain: string, typedHost: string): Problems {
  const domain = readFullName(typedDomain);
  const host = readFullName(typedHost);
  if (domain === undefined || host === undefined) {
    return {
      ...(domain === undefined ? { domain: texts.trustedDomainWrong } : {}),
      ...(host === undefined ? { host: texts.trustedHostWrong } : {}),
    };
  }
  const hosts = Object.hasOwn(names, domain) ? (names[domain] ?? []) : [];
  if (hosts.includes(host)) return { host: texts.trustedTwice(host, domain) };
  return hosts.length < mostHosts ? {} : { host: texts.trustedMany(mostHosts) };
}

/** The server names a person trusts for a domain; each can be taken back. */
export function TrustedNames(props: { readonly locked: boolean }) {
  const styles = useStyles();
  const { settings, change } = useSettings();
  const pairs = Object.entries(settings.trustedNames).flatMap(([of, hosts]) =>
    hosts.map((name) => [of, name] as const),
  );
  const save = (names: Names) =>
    change({ trustedNames: Object.fromEntries(Object.entries(names).map(([key, hosts]) => [key, [...hosts]])) });
  return (
    <>
      {pairs.length === 0 && <Text className={styles.quiet}>{texts.trustedNone}</Text>}
      {pairs.length > 0 && (
        <ul className={styles.list} aria-label={texts.trusted}>
          {pairs.map(([of, name]) => (
            <li key={`${of} ${name}`} className={styles.item}>
              <span className={styles.words}>
                <Text>{name}</Text> <Text className={styles.quiet}>{texts.trustedFor(of)}</Text>
              </span>
              <Button
                appearance="subtle"
                size="small"
                disabled={props.locked}
                icon={<Delete20Regular />}
                aria-label={texts.remove(name, of)}
                onClick={() => save(withoutName(settings.trustedNames, of, name))}
              />
            </li>
          ))}
        </ul>
      )}
      {!props.locked && <AddName names={settings.trustedNames} onAdd={save} />}
    </>
  );
}

function AddName(props: { readonly names: Names; readonly onAdd: (names: Names) => void }) {
  const styles = useStyles();
  const [typed, setTyped] = useState(nothing);
  const [problems, setProblems] = useState<Problems>({});
  const form = useFocusInvalid(problems);

  function type(patch: Partial<typeof nothing>): void {
    setTyped({ ...typed, ...patch });
    setProblems({});
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    const found = trustProblems(props.names, typed.domain, typed.host);
    setProblems(found);
    if (found.domain || found.host) return;
    props.onAdd(withName(props.names, typed.domain, typed.host));
    setTyped(nothing);
  }

  return (
    <form ref={form} className={styles.add} onSubmit={submit} noValidate>
      <Field label={texts.trustedDomain} className={styles.field} {...fieldProblem(problems.domain)}>
        <Input
          className={styles.input}
          value={typed.domain}
          maxLength={255}
          onChange={(_, data) => type({ domain: data.value })}
        />
      </Field>
      <Field label={texts.trustedHost} className={styles.field} {...fieldProblem(problems.host)}>
        <Input
          className={styles.input}
          value={typed.host}
          maxLength={255}
          onChange={(_, data) => type({ host: data.value })}
        />
      </Field>
      <Button
        type="submit"
        className={styles.addButton}
        disabledFocusable={typed.domain.trim() === '' && typed.host.trim() === ''}
      >
        {texts.add}
      </Button>
    </form>
  );
}
