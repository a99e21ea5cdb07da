import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components';
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle';
import { Info20Regular } from '@fluentui/react-icons/svg/info';
import type { ReactNode } from 'react';
import type { Failure } from '../../shared/model/failure.ts';
import { appTexts } from '../locales/app.ts';
import { explainDiagnostic, isKnownDiagnostic } from '../locales/diagnostics.ts';
import { failureTexts } from '../locales/failures.ts';
import { CopyButton } from './copy-button.tsx';
import { Details } from './details.tsx';
import { Facts } from './facts.tsx';
import { failureFacts, failureReport } from './failure-report.ts';

const useStyles = makeStyles({
  card: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    columnGap: tokens.spacingHorizontalS,
    padding: tokens.spacingVerticalM,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground1,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorStatusDangerBorder1}`,
    textAlign: 'start',
  },
  secondary: { border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}` },
  icon: { color: tokens.colorStatusDangerForeground1 },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  words: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  facts: {
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-start',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalXS,
  },
});

/** One failure: a sentence, what the server meant, one thing to do, and the details to copy. Read out when it appears. */
export function FailureCard(props: {
  readonly failure: Failure;
  readonly heading?: string;
  /** Beside the failure that matters now: no advice, not read out by itself. */
  readonly secondary?: boolean;
  /** A sentence that stands above already. */
  readonly told?: string;
  readonly actions?: ReactNode;
}) {
  const styles = useStyles();
  const { failure } = props;
  const { sentence, next, reportedBy } = failureWords(failure);
  return (
    <div
      className={mergeClasses(styles.card, props.secondary && styles.secondary)}
      role={props.secondary ? 'group' : 'alert'}
    >
      {props.secondary ? (
        <Info20Regular className={styles.quiet} aria-hidden />
      ) : (
        <ErrorCircle20Filled className={styles.icon} aria-hidden />
      )}
      <div className={styles.body}>
        <div className={styles.words}>
          {props.heading && <Text className={styles.quiet}>{props.heading}</Text>}
          {sentence.map(
            (line, index) =>
              line !== props.told && (
                <Text key={line} weight={index === 0 ? 'semibold' : 'regular'}>
                  {line}
                </Text>
              ),
          )}
          {!props.secondary && <Text className={styles.quiet}>{next}</Text>}
          {reportedBy && (
            <Text size={200} className={styles.quiet}>
              {appTexts.reportedBy(reportedBy)}
            </Text>
          )}
        </div>
        {props.actions && <div className={styles.actions}>{props.actions}</div>}
        <FailureDetails failure={failure} />
      </div>
    </div>
  );
}

/** Folded in: what a supporter asks for, to copy. With `advice` also what the sentence above it leaves out. */
export function FailureDetails(props: { readonly failure: Failure; readonly advice?: boolean }) {
  const styles = useStyles();
  const { failure } = props;
  const { sentence, next } = failureWords(failure);
  const advice = props.advice ? [...sentence.slice(1), next] : [];
  return (
    <Details label={appTexts.details}>
      <div className={styles.facts}>
        {advice.map((line) => (
          <Text key={line} size={200}>
            {line}
          </Text>
        ))}
        <Facts facts={failureFacts(failure)} />
        <CopyButton text={() => failureReport(failure)} name={appTexts.copyDetails} />
      </div>
    </Details>
  );
}

/** The sentence of the code, what each diagnostic adds, and the advice of whichever knows more. */
export function failureWords(failure: Failure): {
  readonly sentence: readonly string[];
  readonly next: string;
  readonly reportedBy: string | undefined;
} {
  const text = failureTexts[failure.code];
  const explained = (failure.diagnostics ?? []).map(explainDiagnostic);
  const told = failure.diagnostics?.find(({ code }) => isKnownDiagnostic(code));
  return {
    sentence: [...new Set([text.sentence(failure), ...explained.map((words) => words.sentence)])],
    // A number that only its range explains knows less than the code.
    next: (told && explainDiagnostic(told).next) ?? text.next(failure),
    reportedBy: failure.diagnostics?.find((diagnostic) => diagnostic.source)?.source,
  };
}
