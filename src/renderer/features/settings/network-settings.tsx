import { Field, Switch } from '@fluentui/react-components';
import { Section } from '../../components/pane.tsx';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { AccountTrust } from './account-trust.tsx';
import { InterfaceSettings } from './interface-settings.tsx';
import { ManualServersForm } from './manual-servers-form.tsx';
import { TrustedNames } from './trusted-names.tsx';
import { useSettings } from './use-settings.ts';

/** Servers by hand, how names are trusted, and which interface is used. */
export function NetworkSettings() {
  return (
    <>
      <Section title={texts.servers} hint={texts.serversHint}>
        <ManualServersForm />
      </Section>
      <Section title={texts.rules}>
        <Rules />
      </Section>
      <Section title={texts.trusted} hint={texts.trustedHint}>
        <TrustedNames />
      </Section>
      <AccountTrust />
      <Section title={texts.interfaces} hint={texts.interfacesHint}>
        <InterfaceSettings />
      </Section>
    </>
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
