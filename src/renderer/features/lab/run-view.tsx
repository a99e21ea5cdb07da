import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Save16Regular } from '@fluentui/react-icons/svg/save';
import { useEffect, useRef, useState } from 'react';
import { longestCopy } from '../../../shared/model/clipboard.ts';
import type { LabRun, LabRunDifference } from '../../../shared/model/lab-run.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { Details } from '../../components/details.tsx';
import { failureSentence } from '../../components/failure-sentence.ts';
import { keyed } from '../../components/keyed.ts';
import { Section } from '../../components/pane.tsx';
import { StateIcon } from '../../components/state-icon.tsx';
import { labelled, milliseconds } from '../../locales/format.ts';
import { labRunTexts as texts } from '../../locales/lab.ts';
import { useRun, useServices } from '../../state/services.tsx';
import { RunLadder } from './run-ladder.tsx';

const useStyles = makeStyles({
  steps: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
  },
  step: { display: 'grid', gridTemplateColumns: '20px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalM },
  words: { overflowWrap: 'anywhere' },
  time: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  sides: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))',
    gap: tokens.spacingHorizontalM,
    padding: tokens.spacingVerticalS,
    borderLeft: `${tokens.strokeWidthThick} solid ${tokens.colorStatusDangerBorder1}`,
  },
  side: { display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere', userSelect: 'text' },
  actions: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: tokens.spacingHorizontalS },
});

/** A scenario as it is played: its steps, what was expected beside what came, its messages, its report. */
export function RunView(props: { readonly run: LabRun }) {
  const styles = useStyles();
  const { client } = useServices();
  const act = useRun();
  const { run } = props;
  const top = useRef<HTMLDivElement>(null);
  const isRunning = run.phase === 'running';
  // It was started from a long list below.
  useEffect(() => {
    if (isRunning) top.current?.scrollIntoView({ block: 'nearest' });
  }, [isRunning]);
  return (
    <Section title={run.name}>
      <div ref={top}>
        <Text role="status" weight="semibold">
          {[texts.phase[run.phase], run.ms === undefined ? '' : milliseconds(run.ms)].join(' ')}
        </Text>
      </div>
      <Steps run={run} />
      {run.problem !== undefined && <Text className={styles.words}>{run.problem}</Text>}
      {isRunning ? (
        <div>
          <Button onClick={() => act(client.request('lab.cancelScenario'))}>{texts.cancel}</Button>
        </div>
      ) : (
        run.report !== undefined && <ReportButtons report={run.report} />
      )}
      {run.ladders.map((ladder) => (
        <Details key={ladder.who} label={texts.ladder(ladder.who)}>
          <RunLadder ladder={ladder} />
        </Details>
      ))}
    </Section>
  );
}

function Steps(props: { readonly run: LabRun }) {
  const styles = useStyles();
  const { planned, steps, phase } = props.run;
  return (
    <ol className={styles.steps} aria-label={texts.steps}>
      {keyed(planned, (words) => words).map(({ key, item }, index) => {
        const played = steps[index];
        return (
          <li key={key} className={styles.step}>
            <StateIcon state={stateOf(props.run, index)} />
            <div>
              <Text className={styles.words}>{played?.words ?? item}</Text>{' '}
              {played && (
                <Text size={200} className={styles.time}>
                  {milliseconds(played.ms)}
                </Text>
              )}
              {!played && phase === 'running' && index === steps.length && (
                <Text size={200} className={styles.time}>
                  {texts.phase.running}
                </Text>
              )}
              {played && <Differences differences={played.differences} />}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function stateOf({ steps, phase }: LabRun, index: number): 'done' | 'failed' | 'running' | 'waiting' | 'skipped' {
  const played = steps[index];
  if (played) return played.differences.length > 0 ? 'failed' : 'done';
  if (index > steps.length || phase === 'cancelled') return phase === 'running' ? 'waiting' : 'skipped';
  if (phase === 'running') return 'running';
  return phase === 'error' ? 'failed' : 'skipped';
}

function Differences(props: { readonly differences: readonly LabRunDifference[] }) {
  const styles = useStyles();
  return props.differences.map(({ what, expected, got }) => (
    <div key={what} className={styles.sides}>
      <div className={styles.side}>
        <Text size={200} weight="semibold">
          {labelled(texts.expected, what)}
        </Text>
        <Text>{expected}</Text>
      </div>
      <div className={styles.side}>
        <Text size={200} weight="semibold">
          {labelled(texts.got, what)}
        </Text>
        <Text>{got}</Text>
      </div>
    </div>
  ));
}

function ReportButtons(props: { readonly report: string }) {
  const styles = useStyles();
  const { client } = useServices();
  const run = useRun();
  const [told, setTold] = useState('');

  async function save(): Promise<void> {
    setTold('');
    const outcome = await client.request('lab.saveReport', { content: props.report });
    if (!outcome.ok) setTold(failureSentence(outcome.failure));
    else if (outcome.value) setTold(texts.saved);
  }

  return (
    <div className={styles.actions}>
      {props.report.length <= longestCopy && <CopyButton text={() => props.report} label={texts.copy} />}
      <Button size="small" icon={<Save16Regular />} onClick={() => run(save())}>
        {texts.save}
      </Button>
      {props.report.length > longestCopy && <Text size={200}>{texts.tooLongToCopy}</Text>}
      <Text size={200} role="status">
        {told}
      </Text>
    </div>
  );
}
