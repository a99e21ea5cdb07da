import { Button, makeStyles, Switch, Text, tokens } from '@fluentui/react-components';
import { Add20Regular } from '@fluentui/react-icons/svg/add';
import { Delete20Regular } from '@fluentui/react-icons/svg/delete';
import type { AccountState } from '../../../shared/model/account.ts';
import { Section } from '../../components/pane.tsx';
import { accountTrustTexts as texts } from '../../locales/account-trust.ts';
import { day } from '../../locales/certificates.ts';
import { labelled } from '../../locales/format.ts';
import { settingTitles } from '../../locales/settings.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { SettingBlock, SettingField } from './setting-field.tsx';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0 },
  item: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  words: { display: 'flex', flexDirection: 'column', flexGrow: 1, minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex' },
});

/** What the account trusts besides: its company's own authorities, and servers with old encryption. */
export function AccountTrust() {
  const account = useSlice((snapshot) => snapshot.account);
  const lastAddress = useSlice((snapshot) => snapshot.settings.lastAddress);
  const address = (addressOf(account) ?? lastAddress).toLowerCase();
  if (address === '') {
    return (
      <Section title={texts.title}>
        <Text>{texts.nobody}</Text>
      </Section>
    );
  }
  return (
    <Section title={texts.title} hint={texts.hint(address)}>
      <SettingBlock setting="companyAuthorities">{() => <Authorities address={address} />}</SettingBlock>
      <OlderTls address={address} />
    </Section>
  );
}

function addressOf(account: AccountState): string | undefined {
  switch (account.kind) {
    case 'signing-in':
      return account.address;
    case 'registered':
    case 'reconnecting':
      return account.account.address;
    case 'signed-out':
      return undefined;
  }
}

function Authorities(props: { readonly address: string }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const { settings } = useSettings();
  const { address } = props;
  const own = settings.companyAuthorities[address] ?? [];
  return (
    <>
      {own.length === 0 ? (
        <Text className={styles.quiet}>{labelled(texts.authorities, texts.none)}</Text>
      ) : (
        <ul className={styles.list} aria-label={texts.authorities}>
          {own.map(({ name, fingerprint256, validTo }) => (
            <li key={fingerprint256} className={styles.item}>
              <span className={styles.words}>
                <Text>{name}</Text>
                <Text size={200} className={styles.quiet}>
                  {texts.validTo(day(validTo))}
                </Text>
              </span>
              <Button
                appearance="subtle"
                icon={<Delete20Regular />}
                aria-label={texts.remove(name)}
                onClick={() => run(client.request('settings.removeAuthority', { address, fingerprint256 }))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.actions}>
        <Button icon={<Add20Regular />} onClick={() => run(client.request('settings.addAuthority', { address }))}>
          {texts.add}
        </Button>
      </div>
    </>
  );
}

function OlderTls(props: { readonly address: string }) {
  const { settings, change } = useSettings();
  const { address } = props;
  // An administrator may name a whole domain.
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const others = settings.olderTlsFor.filter((known) => known !== address);
  return (
    <SettingField setting="olderTlsFor" labelled hint={texts.olderTlsHint}>
      {(locked) => (
        <Switch
          label={settingTitles.olderTlsFor}
          checked={settings.olderTlsFor.includes(address) || settings.olderTlsFor.includes(domain)}
          disabled={locked}
          onChange={(_, data) => change({ olderTlsFor: data.checked ? [...others, address] : others })}
        />
      )}
    </SettingField>
  );
}
