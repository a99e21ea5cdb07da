import { Button, MessageBar, MessageBarBody, makeStyles, Text } from '@fluentui/react-components';
import { Open16Regular } from '@fluentui/react-icons/svg/open';
import type { ManagedState } from '../../../shared/model/managed.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { Pane } from '../../components/pane.tsx';
import { aboutTexts as texts } from '../../locales/about.ts';
import { labelled } from '../../locales/format.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { Licences } from './licences.tsx';
import { Updates } from './updates.tsx';

const useStyles = makeStyles({
  bar: { flexShrink: 0, whiteSpace: 'normal', maxWidth: '720px', boxSizing: 'border-box' },
  body: { whiteSpace: 'normal' },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '8px' },
});

/** What this is, which version runs on what, and how it is protected. */
export function AboutScreen() {
  const styles = useStyles();
  const { close } = useNavigation();
  const { client } = useServices();
  const run = useRun();
  const app = useSlice((snapshot) => snapshot.app);
  const managed = useSlice((snapshot) => snapshot.managed);
  const { secretStore } = app;
  const facts = [
    [texts.version, app.version],
    [texts.runtime, app.runtime],
    [texts.platform, app.platform],
    [texts.sandbox, app.sandboxed ? texts.sandboxOn : texts.sandboxOff],
    [
      texts.passwords,
      secretStore.available ? texts.passwordsKept(secretStore.backend) : texts.passwordsNot(secretStore.backend),
    ],
    ...managedFact(managed),
  ] as const;
  return (
    <Pane title={texts.title} onBack={close} scroll>
      {app.standInRuntime && (
        <MessageBar intent="warning" layout="multiline" className={styles.bar}>
          <MessageBarBody className={styles.body}>{texts.standIn}</MessageBarBody>
        </MessageBar>
      )}
      <Text>{texts.what}</Text>
      <Facts facts={facts} />
      <Updates />
      <Text>{texts.licence}</Text>
      <Licences />
      <div className={styles.actions}>
        <CopyButton text={() => facts.map(([name, value]) => labelled(name, value)).join('\n')} />
        <Button
          size="small"
          icon={<Open16Regular />}
          onClick={() => run(client.request('app.openLink', { url: 'https://offhook.org' }))}
        >
          {texts.site}
        </Button>
        <Button size="small" onClick={() => run(client.request('app.showChromiumLicences'))}>
          {texts.chromium}
        </Button>
      </div>
    </Pane>
  );
}

/** Whose settings lie over the person's; nothing where nobody manages this computer. */
function managedFact({ state, path, isForTests }: ManagedState): readonly (readonly [string, string])[] {
  if (state === 'none') return [];
  const words = state === 'held' ? texts.managedHeld(path) : texts.managedRefused(path);
  return [[texts.managed, isForTests ? `${words} (${texts.managedForTests})` : words]];
}
