import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import type { Journey, JourneyStage } from '../../shared/model/journey.ts';
import { milliseconds } from '../locales/format.ts';
import {
  journeyStepWords,
  notReached,
  stagesTitle,
  stageTitles,
  stateWords,
  stepCount,
  stepsOf,
} from '../locales/journey.ts';
import { Details } from './details.tsx';
import { keyed } from './keyed.ts';
import { StateIcon } from './state-icon.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  stage: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    paddingBottom: tokens.spacingVerticalM,
    position: 'relative',
  },
  line: {
    '::before': {
      content: '""',
      position: 'absolute',
      left: '9px',
      top: '24px',
      bottom: '4px',
      width: '2px',
      backgroundColor: tokens.colorNeutralStroke2,
    },
  },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  head: { display: 'flex', alignItems: 'baseline', gap: tokens.spacingHorizontalS, minHeight: '20px' },
  title: { flexGrow: 1 },
  quiet: { color: tokens.colorNeutralForeground2 },
  time: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  steps: {
    listStyleType: 'none',
    margin: 0,
    paddingLeft: tokens.spacingHorizontalL,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXXS,
  },
  step: { display: 'flex', gap: tokens.spacingHorizontalS, overflowWrap: 'anywhere' },
  stepTime: { minWidth: '48px', textAlign: 'end', flexShrink: 0 },
});

/** The six stages of a journey, each with its state in words, its time, and its sub-steps on demand. */
export function StageList(props: {
  readonly journey: Journey;
  /** What stands under a stage, such as its failure. */
  readonly below?: (stage: JourneyStage) => ReactNode;
}) {
  const styles = useStyles();
  const failedAt = props.journey.stages.findIndex((stage) => stage.state === 'failed' && stage.name !== 'devices');
  return (
    <ol className={styles.list} aria-label={stagesTitle}>
      {props.journey.stages.map((stage, index) => (
        <Stage
          key={stage.name}
          stage={stage}
          last={index === props.journey.stages.length - 1}
          unreached={failedAt !== -1 && index > failedAt && stage.state === 'waiting'}
          below={props.below?.(stage)}
        />
      ))}
    </ol>
  );
}

function Stage(props: {
  readonly stage: JourneyStage;
  readonly last: boolean;
  /** A stage before it failed, so it does not wait for anything any more. */
  readonly unreached: boolean;
  readonly below: ReactNode;
}) {
  const styles = useStyles();
  const { stage } = props;
  const spent =
    stage.startedMs !== undefined && stage.endedMs !== undefined ? milliseconds(stage.endedMs - stage.startedMs) : '';
  return (
    <li className={mergeClasses(styles.stage, !props.last && styles.line)} data-stage={stage.name}>
      <StateIcon state={props.unreached ? 'skipped' : stage.state} />
      <div className={styles.body}>
        <div className={styles.head}>
          <Text className={styles.title} weight={stage.state === 'running' ? 'semibold' : 'regular'}>
            {stageTitles[stage.name]}
          </Text>
          <Text size={200} className={styles.quiet}>
            {props.unreached ? notReached : stateWords[stage.state]}
          </Text>
          {spent && (
            <Text size={200} className={styles.time}>
              {spent}
            </Text>
          )}
        </div>
        {stage.steps.length > 0 && <Steps stage={stage} />}
        {props.below}
      </div>
    </li>
  );
}

function Steps(props: { readonly stage: JourneyStage }) {
  const styles = useStyles();
  const { steps, name } = props.stage;
  return (
    <Details label={stepCount(steps.length)}>
      <ol className={styles.steps} aria-label={stepsOf(stageTitles[name])}>
        {keyed(steps, (step) => step.kind).map(({ key, item: step }) => (
          <li key={key} className={styles.step}>
            <Text size={200} className={mergeClasses(styles.time, styles.stepTime)}>
              {milliseconds(step.atMs)}
            </Text>
            <Text size={200}>{journeyStepWords(step)}</Text>
          </li>
        ))}
      </ol>
    </Details>
  );
}
