import type { Settings } from '../../../shared/model/settings.ts';
import { Section } from '../../components/pane.tsx';
import { callEncryptionWords, settingsTexts as texts } from '../../locales/settings.ts';
import { AccountTrust } from './account-trust.tsx';
import { ChoiceSetting } from './choice-setting.tsx';
import { InterfaceSettings } from './interface-settings.tsx';
import { ManualServersForm } from './manual-servers-form.tsx';
import { MediaRelayForm } from './media-relay-form.tsx';
import { SettingBlock } from './setting-field.tsx';
import { SwitchSetting } from './switch-setting.tsx';
import { TrustedNames } from './trusted-names.tsx';

/** Servers by hand, how names are trusted, and which interface is used. */
export function NetworkSettings() {
  return (
    <>
      <Section title={texts.servers} hint={texts.serversHint}>
        <SettingBlock setting="manualServers">{(locked) => <ManualServersForm locked={locked} />}</SettingBlock>
      </Section>
      <Section title={texts.relay.title} hint={texts.relay.hint}>
        <SettingBlock setting="mediaRelay">{(locked) => <MediaRelayForm locked={locked} />}</SettingBlock>
      </Section>
      <Section title={texts.rules}>
        <Rules />
      </Section>
      <Section title={texts.trusted} hint={texts.trustedHint}>
        <SettingBlock setting="trustedNames">{(locked) => <TrustedNames locked={locked} />}</SettingBlock>
      </Section>
      <AccountTrust />
      <Section title={texts.interfaces} hint={texts.interfacesHint}>
        <SettingBlock setting="preferredInterface">{() => <InterfaceSettings />}</SettingBlock>
      </Section>
    </>
  );
}

const encryptionChoices = Object.keys(callEncryptionWords) as Settings['callEncryption'][];

function Rules() {
  return (
    <>
      <SwitchSetting setting="strictNames" hint={texts.strictNamesHint} />
      <SwitchSetting setting="lenientFallback" hint={texts.lenientHint} />
      <SwitchSetting setting="allowTcp" hint={texts.allowTcpHint} />
      <ChoiceSetting
        setting="callEncryption"
        look="radio"
        choices={encryptionChoices}
        words={(choice) => callEncryptionWords[choice]}
        hint={texts.callEncryptionHint}
      />
    </>
  );
}
