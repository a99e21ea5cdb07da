import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import type { SetupCheck, SetupDetails, SetupStep } from '../../../shared/model/setup-check.ts';
import { Details } from '../../components/details.tsx';
import { milliseconds } from '../../locales/format.ts';
import { setupTexts as texts } from '../../locales/setup-check.ts';
import { DetailTables } from './detail-list.tsx';
import { type StepWords, wordsOfSteps } from './report/step-words.ts';
import { ResultIcon } from './result-icon.tsx';

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column', maxWidth: '720px' },
  step: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalM} 0`,
    borderTop: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  body: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  head: { display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: tokens.spacingHorizontalS },
  title: {
    margin: 0,
    flexGrow: 1,
    fontSize: tokens.fontSizeBase300,
    lineHeight: tokens.lineHeightBase300,
    fontWeight: tokens.fontWeightSemibold,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  time: { color: tokens.colorNeutralForeground2, fontVariantNumeric: 'tabular-nums' },
  green: { color: tokens.colorStatusSuccessForeground1 },
  amber: { color: tokens.colorStatusWarningForeground1 },
  red: { color: tokens.colorStatusDangerForeground1, fontWeight: tokens.fontWeightSemibold },
});

/** All steps, numbered, each with its result in a sign and in words, its time, and what to do. */
export function StepList(props: { readonly check: SetupCheck }) {
  const styles = useStyles();
  const words = wordsOfSteps(props.check);
  return (
    <ol className={styles.list} aria-label={texts.steps}>
      {props.check.steps.map((step, index) => {
        const told = words[index];
        return told && <Step key={step.id} step={step} words={told} />;
      })}
    </ol>
  );
}

function Step(props: { readonly step: SetupStep; readonly words: StepWords }) {
  const styles = useStyles();
  const { number, title, shown, result, sentence, next, mender } = props.words;
  const { durationMs, outcome } = props.step;
  const tones = { green: styles.green, amber: styles.amber, red: styles.red };
  const tone = shown === 'green' || shown === 'amber' || shown === 'red' ? tones[shown] : styles.quiet;
  const isRun = durationMs !== undefined && shown !== 'skipped';
  return (
    <li className={styles.step}>
      <ResultIcon result={shown} />
      <div className={styles.body}>
        <div className={styles.head}>
          <h2 className={styles.title}>{`${number}. ${title}`}</h2>
          <Text size={200} className={tone}>
            {result}
          </Text>
          {isRun && (
            <Text size={200} className={styles.time}>
              {milliseconds(durationMs)}
            </Text>
          )}
        </div>
        {sentence !== '' && <Text className={mergeClasses(shown === 'skipped' && styles.quiet)}>{sentence}</Text>}
        {next !== '' && shown !== 'skipped' && <Text className={styles.quiet}>{next}</Text>}
        {mender !== undefined && (
          <Text>
            <Text weight="semibold">{texts.whoMends}:</Text> {mender}
          </Text>
        )}
        <StepDetails title={title} details={outcome?.details} />
      </div>
    </li>
  );
}

function StepDetails(props: { readonly title: string; readonly details: SetupDetails | undefined }) {
  if (!props.details) return null;
  return (
    <Details label={texts.details(props.title)}>
      <DetailTables details={props.details} />
    </Details>
  );
}
