import { makeStyles, ProgressBar, Text, tokens } from '@fluentui/react-components';
import { type SetupCheck, worstResult } from '../../../shared/model/setup-check.ts';
import type { Snapshot } from '../../../shared/model/snapshot.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { Pane } from '../../components/pane.tsx';
import { exactTime, milliseconds } from '../../locales/format.ts';
import { setupTexts as texts } from '../../locales/setup-check.ts';
import { useSlice } from '../../state/services.tsx';
import { headline } from './report/text-report.ts';
import { ReportActions } from './report-actions.tsx';
import { ResultIcon } from './result-icon.tsx';
import { SetupForm } from './setup-form.tsx';
import { StepList } from './step-list.tsx';
import { useSetupCheck } from './use-setup-check.ts';

const useStyles = makeStyles({
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '720px' },
  summary: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, maxWidth: '720px' },
  headline: { display: 'flex', gap: tokens.spacingHorizontalS, overflowWrap: 'anywhere', minWidth: 0 },
  words: { display: 'flex', flexDirection: 'column', minWidth: 0 },
});

/** What works and what does not between this computer and the company's servers, before anybody signs in. */
export function SetupCheckScreen() {
  const styles = useStyles();
  const { place, close } = useNavigation();
  const { check, isRunning, failure, start, cancel } = useSetupCheck();
  const usual = useSlice(usualAddress);
  const first = place.about || check?.address || usual;
  const isRefused = failure?.code === 'ADDRESS_INVALID';
  return (
    <Pane title={texts.title} onBack={close} scroll>
      <Text className={styles.quiet}>{texts.hint}</Text>
      <SetupForm
        key={place.about}
        firstAddress={first}
        isRunning={isRunning}
        isAgain={check !== null}
        isRefused={isRefused}
        onStart={start}
        onCancel={cancel}
      />
      {failure && !isRefused && <FailureCard failure={failure} />}
      <Summary check={check} />
      {check ? <StepList check={check} /> : <Text className={styles.quiet}>{texts.empty}</Text>}
    </Pane>
  );
}

/** Who is signed in, else who was last. */
function usualAddress({ account, remembered, settings }: Snapshot): string {
  if (account.kind === 'registered' || account.kind === 'reconnecting') return account.account.address;
  return remembered?.address ?? settings.lastAddress;
}

/** How far it is, then what it came to; each is read out once. */
function Summary(props: { readonly check: SetupCheck | null }) {
  const styles = useStyles();
  const { check } = props;
  const isRunning = check?.phase === 'running';
  const done = check?.steps.filter(({ state }) => state === 'done').length ?? 0;
  const all = check?.steps.length ?? 1;
  return (
    <div className={styles.summary}>
      <div className={styles.headline}>
        {check && !isRunning && <ResultIcon result={check.phase === 'cancelled' ? 'skipped' : worstResult(check)} />}
        <Text role="status" weight="semibold">
          {check && (isRunning ? texts.running(check.address) : headline(check))}
        </Text>
      </div>
      {check && isRunning && (
        <>
          <ProgressBar value={done} max={all} aria-label={texts.running(check.address)} />
          <Text size={200} className={styles.quiet}>
            {texts.progress(done, all)}
          </Text>
        </>
      )}
      {check && !isRunning && (
        <>
          <Text size={200} className={styles.quiet}>
            {[exactTime(check.startedAt), texts.took(milliseconds(check.durationMs ?? 0))].join(' · ')}
          </Text>
          <ReportActions check={check} />
        </>
      )}
    </div>
  );
}
