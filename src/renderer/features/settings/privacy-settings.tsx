import { Button, Field, Select, Text } from '@fluentui/react-components';
import { useState } from 'react';
import type { KeepHistory } from '../../../shared/model/history.ts';
import { reasonAgainst } from '../../../shared/model/policy.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { Modal, ModalActions } from '../../components/modal.tsx';
import { Section } from '../../components/pane.tsx';
import { keepWords, settingsTexts as texts } from '../../locales/settings.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useSettings } from './use-settings.ts';

const choices: readonly KeepHistory[] = ['off', 30, 365, 'forever'];

/** How long conversations are kept on this computer, and the way to be rid of them. */
export function PrivacySettings() {
  const { settings, change } = useSettings();
  const { client } = useServices();
  const run = useRun();
  const history = useSlice((snapshot) => snapshot.history);
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const forbidden = reasonAgainst({ provisioning }, 'save-im');
  const [asking, setAsking] = useState(false);
  return (
    <Section title={texts.history} hint={texts.historyHint}>
      {history.kind === 'failed' && <FailureCard failure={history.failure} />}
      <Field label={texts.keep} {...(forbidden ? { hint: texts.keepForbidden } : {})}>
        <Select
          value={String(settings.keepHistory)}
          onChange={(_, data) => {
            const wish = choices.find((known) => String(known) === data.value);
            if (wish !== undefined) change({ keepHistory: wish });
          }}
        >
          {choices.map((choice) => (
            <option key={choice} value={String(choice)}>
              {keepWords(choice)}
            </option>
          ))}
        </Select>
      </Field>
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
