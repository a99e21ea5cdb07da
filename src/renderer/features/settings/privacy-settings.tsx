import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { KeepHistory } from '../../../shared/model/history.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { Section } from '../../components/pane.tsx';
import { keepWords, settingsTexts as texts } from '../../locales/settings.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { ChoiceSetting } from './choice-setting.tsx';

const choices: readonly KeepHistory[] = ['off', 30, 365, 'forever'];

/** How long conversations are kept on this computer, and the way to be rid of them. */
export function PrivacySettings() {
  const { client } = useServices();
  const run = useRun();
  const history = useSlice((snapshot) => snapshot.history);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const forbidden = reasonAgainst({ provisioning }, 'save-im');
  const [asking, setAsking] = useState(false);
  return (
    <Section title={texts.history} hint={texts.historyHint}>
      {history.kind === 'failed' && <FailureCard failure={history.failure} />}
      <ChoiceSetting
        setting="keepHistory"
        look="list"
        choices={choices}
        words={keepWords}
        {...(forbidden ? { hint: texts.keepForbidden } : {})}
      />
      <div>
        <Button disabledFocusable={history.kind !== 'ready'} onClick={() => setAsking(true)}>
          {texts.clearHistory}
        </Button>
      </div>
      {asking && (
        <Modal title={texts.clearTitle} onClose={() => setAsking(false)}>
          <Text>{texts.clearBody}</Text>
          <ModalActions>
            <Button onClick={() => setAsking(false)}>{texts.cancel}</Button>
            <Button
              appearance="primary"
              onClick={() => {
                setAsking(false);
                run(client.request('history.clear'));
              }}
            >
              {texts.clearNow}
            </Button>
          </ModalActions>
        </Modal>
      )}
    </Section>
  );
}
