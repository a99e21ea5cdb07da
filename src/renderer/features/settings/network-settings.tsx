import { Button, Field, Input, makeStyles, Switch, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { Section } from '../../components/pane.tsx';
import { settingsTexts as texts } from '../../locales/en/settings.ts';
import { InterfaceSettings } from './interface-settings.tsx';
import { TrustedNames } from './trusted-names.tsx';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  field: { flexGrow: 1, flexBasis: '200px', minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
});

/** Servers by hand, how names are trusted, and which interface is used. */
export function NetworkSettings() {
  return (
    <>
      <Section title={texts.servers} hint={texts.serversHint}>
        <ManualServers />
      </Section>
      <Section title={texts.rules}>
        <Rules />
      </Section>
      <Section title={texts.trusted} hint={texts.trustedHint}>
        <TrustedNames />
      </Section>
      <Section title={texts.interfaces} hint={texts.interfacesHint}>
        <InterfaceSettings />
      </Section>
    </>
  );
}

function ManualServers() {
  const styles = useStyles();
  const { settings, change } = useSettings();
  const [typed, setTyped] = useState<{ internal?: string; external?: string }>({});
  const shown = { ...settings.manualServers, ...typed };
  const same = shown.internal === settings.manualServers.internal && shown.external === settings.manualServers.external;
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        change({ manualServers: { internal: shown.internal.trim(), external: shown.external.trim() } });
        setTyped({});
      }}
    >
      <Field label={texts.internalServer} className={styles.field}>
        <Input
          className={styles.input}
          value={shown.internal}
          maxLength={255}
          onChange={(_, data) => setTyped({ ...typed, internal: data.value })}
        />
      </Field>
      <Field label={texts.externalServer} className={styles.field}>
        <Input
          className={styles.input}
          value={shown.external}
          maxLength={255}
          onChange={(_, data) => setTyped({ ...typed, external: data.value })}
        />
      </Field>
      <Button type="submit" disabledFocusable={same}>
        {texts.save}
      </Button>
    </form>
  );
}

function Rules() {
  const { settings, change } = useSettings();
  return (
    <>
      <Field hint={texts.strictNamesHint}>
        <Switch
          label={texts.strictNames}
          checked={settings.strictNames}
          onChange={(_, data) => change({ strictNames: data.checked })}
        />
      </Field>
      <Field hint={texts.lenientHint}>
        <Switch
          label={texts.lenient}
          checked={settings.lenientFallback}
          onChange={(_, data) => change({ lenientFallback: data.checked })}
        />
      </Field>
      <Field hint={texts.allowTcpHint}>
        <Switch
          label={texts.allowTcp}
          checked={settings.allowTcp}
          onChange={(_, data) => change({ allowTcp: data.checked })}
        />
      </Field>
    </>
  );
}
