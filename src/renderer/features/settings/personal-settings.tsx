import { Text } from '@fluentui/react-components';
import type { AccountState } from '../../../shared/model/account.ts';
import { Facts } from '../../components/facts.tsx';
import { Section } from '../../components/pane.tsx';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { useSlice } from '../../state/services.tsx';
import { SwitchSetting } from './switch-setting.tsx';

/** Who one is here, and what Offhook does by itself at the start. */
export function PersonalSettings() {
  const account = useSlice((snapshot) => snapshot.account);
  return (
    <>
      <Section title={texts.account}>
        <Who account={account} />
      </Section>
      <SwitchSetting setting="signInAtStart" hint={texts.signInAtStartHint} />
      <SwitchSetting setting="startAtLogin" hint={texts.startAtLoginHint} />
    </>
  );
}

function Who(props: { readonly account: AccountState }) {
  const { account } = props;
  if (account.kind === 'signed-out') return <Text>{texts.nobody}</Text>;
  if (account.kind === 'signing-in') return <Text>{account.address}</Text>;
  const { displayName, address, server } = account.account;
  return (
    <Facts
      facts={[
        [texts.name, displayName],
        [texts.address, address],
        [texts.server, server],
      ]}
    />
  );
}
