import { makeStyles, Text, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import type { Examination, ExaminedAddress } from '../../../shared/model/examination.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Facts } from '../../components/facts.tsx';
import { FailureCard, failureWords } from '../../components/failure-card.tsx';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import {
  adviceFor,
  examinationReport,
  revocationWords,
  sentWords,
  summaryOf,
  systemRootsWords,
  checkTexts as texts,
} from '../../locales/certificates.ts';
import { diagnosticsTexts } from '../../locales/diagnostics-screen.ts';
import { exactTime } from '../../locales/format.ts';
import { ChainView } from './chain-view.tsx';
import { CheckForm } from './check-form.tsx';
import type { DiagnosticsChecks } from './checks.ts';

const useStyles = makeStyles({
  top: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    width: '100%',
    maxWidth: '720px',
    containerType: 'inline-size',
  },
  quiet: { color: tokens.colorNeutralForeground2 },
  address: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalM,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusMedium,
    minWidth: 0,
  },
  peer: { margin: 0, fontSize: tokens.fontSizeBase300, lineHeight: tokens.lineHeightBase300, overflowWrap: 'anywhere' },
  good: { display: 'flex', gap: tokens.spacingHorizontalS, alignItems: 'center' },
  goodIcon: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  advice: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalXL, overflowWrap: 'anywhere', userSelect: 'text' },
  copy: { display: 'flex' },
});

/** A look at any server's certificate, before and after signing in. */
export function CheckTab(props: { readonly checks: DiagnosticsChecks }) {
  const styles = useStyles();
  const { place } = useNavigation();
  const { done, running, failure, start } = props.checks.servers;
  return (
    <ScrollArea label={diagnosticsTexts.tabs['diagnostics-check']}>
      <div className={styles.top}>
        <Text className={styles.quiet}>{texts.hint}</Text>
        <CheckForm
          key={place.about}
          first={place.about}
          running={running !== undefined}
          onCheck={(host, port) => start({ host, port })}
        />
        <Text className={styles.quiet} role="status">
          {running ? texts.checking(running.host) : !failure && done[0] && summaryOf(done[0])}
        </Text>
        {failure && <FailureCard failure={failure} />}
        {done.length === 0 && !running && !failure && <Text className={styles.quiet}>{texts.none}</Text>}
      </div>
      {done.map((examination) => (
        <Examined key={`${examination.at} ${examination.host}:${examination.port}`} examination={examination} />
      ))}
    </ScrollArea>
  );
}

function Examined(props: { readonly examination: Examination }) {
  const styles = useStyles();
  const { examination } = props;
  const { host, port, at, addresses } = examination;
  return (
    <Section title={texts.of(host, port)} hint={`${texts.time} ${exactTime(at)}`}>
      {addresses.map((examined) => (
        <Address key={examined.peer} examined={examined} examination={examination} />
      ))}
      <div className={styles.copy}>
        <CopyButton text={() => examinationReport(examination)} name={texts.copyName(host)} />
      </div>
    </Section>
  );
}

function Address(props: { readonly examined: ExaminedAddress; readonly examination: Examination }) {
  const styles = useStyles();
  const { examined, examination } = props;
  const { peer, failure, protocol, cipher, sent, chain } = examined;
  const revocation = chain[0]?.certificate?.revocation;
  const advice = adviceFor(examined, examination);
  return (
    <section className={styles.address} aria-label={peer}>
      <h3 className={styles.peer}>{peer}</h3>
      {failure ? (
        <FailureCard failure={failure} secondary />
      ) : (
        <div className={styles.good}>
          <CheckmarkCircle20Filled className={styles.goodIcon} aria-hidden />
          <Text weight="semibold">{texts.good}</Text>
        </div>
      )}
      {failure && advice.length === 0 && <Text className={styles.quiet}>{failureWords(failure).next}</Text>}
      {protocol && (
        <Facts
          facts={[
            [texts.encryption, [protocol, cipher].filter(Boolean).join(', ')],
            [texts.sent, sentWords(sent)],
            [texts.revocation, revocation && revocationWords(revocation)],
            [texts.systemRoots, examination.systemRoots && systemRootsWords[examination.systemRoots]],
          ]}
        />
      )}
      {chain.length > 0 && <ChainView label={texts.chain} links={chain} />}
      {advice.length > 0 && (
        <div className={styles.advice}>
          <Text weight="semibold">{texts.advice}</Text>
          <ul className={styles.list}>
            {advice.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  );
}
