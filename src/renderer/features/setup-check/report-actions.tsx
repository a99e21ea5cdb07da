import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Save16Regular } from '@fluentui/react-icons/svg/save';
import { useState } from 'react';
import type { SetupCheck } from '../../../shared/model/setup-check.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { failureSentence } from '../../components/failure-sentence.ts';
import { setupTexts as texts } from '../../locales/setup-check.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { jsonReport } from './report/json-report.ts';
import { pageReport } from './report/page-report.ts';
import { textReport } from './report/text-report.ts';

const useStyles = makeStyles({
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

const reports = { text: textReport, json: jsonReport, page: pageReport } as const;
type Kind = keyof typeof reports;

/** Takes what was found elsewhere: to the clipboard, or into a file of three kinds. */
export function ReportActions(props: { readonly check: SetupCheck }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const version = useSlice((snapshot) => snapshot.app.version);
  const [told, setTold] = useState('');
  const input = { check: props.check, version };

  async function save(kind: Kind): Promise<void> {
    setTold('');
    const outcome = await client.request('setup.saveReport', { kind, content: reports[kind](input) });
    if (!outcome.ok) setTold(failureSentence(outcome.failure));
    else if (outcome.value) setTold(texts.saved);
  }

  const labels = [
    ['page', texts.savePage],
    ['text', texts.saveText],
    ['json', texts.saveJson],
  ] as const;
  return (
    <div className={styles.actions}>
      <CopyButton text={() => textReport(input)} label={texts.copy} />
      {labels.map(([kind, label]) => (
        <Button key={kind} size="small" icon={<Save16Regular />} onClick={() => run(save(kind))}>
          {label}
        </Button>
      ))}
      <Text size={200} role="status">
        {told}
      </Text>
    </div>
  );
}
