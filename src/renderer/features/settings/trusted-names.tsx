import { Button, Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import { useState } from 'react';
import type { Settings } from '../../../shared/model/settings.ts';
import { settingsTexts as texts } from '../../locales/en/settings.ts';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: { flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  add: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  field: { flexGrow: 1, flexBasis: '160px', minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
});

type Names = Settings['trustedNames'];

/** The names with one more host for a domain; the same names when it is there already. */
export function withName(names: Names, domain: string, host: string): Names {
  const [key, name] = [domain.trim().toLowerCase(), host.trim().toLowerCase()];
  const hosts = Object.hasOwn(names, key) ? (names[key] ?? []) : [];
  if (key === '' || name === '' || hosts.includes(name)) return names;
  return { ...names, [key]: [...hosts, name] };
}

/** The names without a host; a domain without hosts goes too. */
export function withoutName(names: Names, domain: string, host: string): Names {
  const kept = Object.entries(names).map(
    ([key, hosts]) => [key, key === domain ? hosts.filter((name) => name !== host) : hosts] as const,
  );
  return Object.fromEntries(kept.filter(([, hosts]) => hosts.length > 0));
}

/** The server names a person trusts for a domain; each can be taken back. */
export function TrustedNames() {
  const styles = useStyles();
  const { settings, change } = useSettings();
  const [domain, setDomain] = useState('');
  const [host, setHost] = useState('');
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
                icon={<Delete20Regular />}
                aria-label={texts.remove(name, of)}
                onClick={() => save(withoutName(settings.trustedNames, of, name))}
              />
            </li>
          ))}
        </ul>
      )}
      <form
        className={styles.add}
        onSubmit={(event) => {
          event.preventDefault();
          save(withName(settings.trustedNames, domain, host));
          setDomain('');
          setHost('');
        }}
      >
        <Field label={texts.trustedDomain} className={styles.field}>
          <Input
            className={styles.input}
            value={domain}
            maxLength={255}
            onChange={(_, data) => setDomain(data.value)}
          />
        </Field>
        <Field label={texts.trustedHost} className={styles.field}>
          <Input className={styles.input} value={host} maxLength={255} onChange={(_, data) => setHost(data.value)} />
        </Field>
        <Button type="submit" disabledFocusable={domain.trim() === '' || host.trim() === ''}>
          {texts.add}
        </Button>
      </form>
    </>
  );
}
