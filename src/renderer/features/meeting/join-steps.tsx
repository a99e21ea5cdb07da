import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { JoinStep } from '../../../shared/model/meeting.ts';
import { keyed } from '../../components/keyed.ts';
import { StateIcon } from '../../components/state-icon.tsx';
import { milliseconds } from '../../locales/format.ts';
import { stateWords } from '../../locales/journey.ts';
import { joinStepWords, meetingTexts } from '../../locales/meeting.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    textAlign: 'start',
  },
  step: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) max-content',
    columnGap: tokens.spacingHorizontalM,
  },
  words: { overflowWrap: 'anywhere', alignSelf: 'baseline' },
  time: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums', alignSelf: 'baseline' },
});

/** The steps of a join as they happen, each with its state and when it came. */
export function JoinSteps(props: { readonly steps: readonly JoinStep[] }) {
  const styles = useStyles();
  return (
    <ol className={styles.list} aria-label={meetingTexts.stepsList}>
      {keyed(props.steps, (step) => step.kind).map(({ key, item: step }) => (
        <li key={key} className={styles.step} data-step={step.kind}>
          <StateIcon state={step.state} />
          <Text className={styles.words} weight={step.state === 'running' ? 'semibold' : 'regular'}>
            {joinStepWords(step)}
          </Text>
          <Text size={200} className={styles.time}>
            {step.state === 'running' ? stateWords.running : milliseconds(step.atMs)}
          </Text>
        </li>
      ))}
    </ol>
  );
}
