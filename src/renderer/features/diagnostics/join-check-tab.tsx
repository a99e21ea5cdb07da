import {
  Badge,
  Button,
  Field,
  Input,
  makeStyles,
  mergeClasses,
  Spinner,
  Text,
  tokens,
} from '@fluentui/react-components';
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle';
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle';
import { QuestionCircle20Regular } from '@fluentui/react-icons/svg/question-circle';
import { type FormEvent, useState } from 'react';
import {
  type JoinCheck,
  type PartnerRecord,
  type RequirementVerdict,
  standingOf,
} from '../../../shared/model/join-check.ts';
import { useNavigation } from '../../app/navigate.tsx';
import { FailureCard } from '../../components/failure-card.tsx';
import { fieldProblem } from '../../components/field-problem.ts';
import { Section } from '../../components/pane.tsx';
import { ScrollArea } from '../../components/scroll-area.tsx';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { diagnosticsTexts } from '../../locales/diagnostics-screen.ts';
import { exactTime, labelled, milliseconds } from '../../locales/format.ts';
import {
  recordHints,
  recordTitles,
  requirementHints,
  requirementTitles,
  requirementVerdicts,
  joinCheckTexts as texts,
} from '../../locales/join-check.ts';
import { dnsOutcomes } from '../../locales/network.ts';
import type { DiagnosticsChecks } from './checks.ts';

const useStyles = makeStyles({
  top: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, width: '100%', maxWidth: '720px' },
  form: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'end' },
  field: { flexGrow: 1, flexBasis: '240px', minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
  quiet: { color: tokens.colorNeutralForeground2 },
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'flex', flexDirection: 'column' },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr) auto',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXXS,
    padding: `${tokens.spacingVerticalS} 0`,
    borderBottom: `${tokens.strokeWidthThin} solid ${tokens.colorNeutralStroke3}`,
    overflowWrap: 'anywhere',
  },
  // The kind of a record is a word, not a sign.
  record: { gridTemplateColumns: 'auto minmax(0, 1fr) auto' },
  under: { gridColumn: '2 / -1', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0 },
  good: { color: tokens.colorStatusSuccessForeground1 },
  bad: { color: tokens.colorStatusDangerForeground1 },
  mono: { fontFamily: tokens.fontFamilyMonospace },
});

/** Whether a join as a guest could work, each of its four requirements by itself, before anybody joins (mission B15). */
export function JoinCheckTab(props: { readonly checks: DiagnosticsChecks }) {
  const styles = useStyles();
  const { place } = useNavigation();
  const { done, running, failure, start } = props.checks.joins;
  const isUnreadable = failure?.code === 'LINK_INVALID';
  const isRunning = running !== undefined;
  return (
    <ScrollArea label={diagnosticsTexts.tabs['diagnostics-join']}>
      <div className={styles.top}>
        <Text className={styles.quiet}>{texts.hint}</Text>
        <CheckForm
          key={place.about}
          first={place.about}
          isRunning={isRunning}
          isRefused={isUnreadable}
          onCheck={start}
        />
        <Text className={styles.quiet} role="status">
          {isRunning ? texts.checking : !failure && done[0] && summaryOf(done[0])}
        </Text>
        {failure && !isUnreadable && <FailureCard failure={failure} />}
      </div>
      {done.map((check) => (
        <Checked key={`${check.at} ${check.domain}`} check={check} />
      ))}
    </ScrollArea>
  );
}

function summaryOf({ domain, requirements }: JoinCheck): string {
  const isGood = requirements.every(({ verdict }) => verdict === 'met');
  return isGood ? `${texts.good(domain)} ${texts.organizerDecides}` : texts.bad(domain);
}

function CheckForm(props: {
  readonly first: string;
  readonly isRunning: boolean;
  /** What was sent last is nothing that can be looked at. */
  readonly isRefused: boolean;
  readonly onCheck: (text: string) => void;
}) {
  const styles = useStyles();
  const [text, setText] = useState(props.first);
  const [isEmpty, setEmpty] = useState(false);
  const [sent, setSent] = useState<string>();
  const refused = props.isRefused && sent === text ? texts.unreadable : undefined;
  const problem = isEmpty ? texts.missing : refused;
  const form = useFocusInvalid(problem);

  function submit(event: FormEvent): void {
    event.preventDefault();
    setEmpty(text.trim() === '');
    if (text.trim() === '' || props.isRunning) return;
    setSent(text);
    props.onCheck(text);
  }

  return (
    <form ref={form} className={styles.form} onSubmit={submit} noValidate>
      <Field label={texts.field} className={styles.field} {...fieldProblem(problem)}>
        <Input
          className={styles.input}
          value={text}
          maxLength={20_000}
          autoComplete="off"
          spellCheck={false}
          onChange={(_, data) => {
            setText(data.value);
            setEmpty(false);
          }}
        />
      </Field>
      <Button
        type="submit"
        appearance="primary"
        disabledFocusable={props.isRunning}
        {...(props.isRunning ? { icon: <Spinner size="extra-tiny" /> } : {})}
      >
        {texts.check}
      </Button>
    </form>
  );
}

function Checked(props: { readonly check: JoinCheck }) {
  const styles = useStyles();
  const { domain, at, requirements, records } = props.check;
  return (
    <Section title={texts.of(domain)} hint={`${texts.looked} ${exactTime(at)}`}>
      <ul className={styles.list} aria-label={`${texts.requirements}, ${domain}`}>
        {requirements.map((told) => (
          <Requirement key={told.requirement} told={told} />
        ))}
      </ul>
      <Text weight="semibold">{texts.records}</Text>
      <ul className={styles.list} aria-label={`${texts.records}, ${domain}`}>
        {records.map((record) => (
          <Record key={record.kind} record={record} />
        ))}
      </ul>
    </Section>
  );
}

const icons = {
  met: CheckmarkCircle20Filled,
  'not-met': ErrorCircle20Filled,
  unknown: QuestionCircle20Regular,
} as const;

function Requirement(props: { readonly told: RequirementVerdict }) {
  const styles = useStyles();
  const { requirement, verdict, server, failure } = props.told;
  const Icon = icons[verdict];
  const tone = { met: styles.good, 'not-met': styles.bad, unknown: styles.quiet }[verdict];
  return (
    <li className={styles.row}>
      <Icon className={tone} aria-hidden />
      <Text weight="semibold">{requirementTitles[requirement]}</Text>
      <Text weight={verdict === 'not-met' ? 'semibold' : 'regular'} className={tone}>
        {requirementVerdicts[verdict]}
      </Text>
      <div className={styles.under}>
        <Text size={200} className={styles.quiet}>
          {server
            ? `${requirementHints[requirement]} ${labelled(texts.server, server)}`
            : requirementHints[requirement]}
        </Text>
        {failure && <FailureCard failure={failure} />}
      </div>
    </li>
  );
}

function Record(props: { readonly record: PartnerRecord }) {
  const styles = useStyles();
  const { kind, lookup } = props.record;
  const standing = standingOf(lookup);
  return (
    <li className={mergeClasses(styles.row, styles.record)}>
      <Badge appearance="outline" size="small" color="informative">
        {lookup.type}
      </Badge>
      <Text weight="semibold">{recordTitles[kind]}</Text>
      <Text size={200} className={styles.quiet}>
        {milliseconds(lookup.durationMs)}
      </Text>
      <div className={styles.under}>
        <Text size={200} className={styles.mono}>
          {lookup.name}
        </Text>
        <Text size={200}>{lookup.answers.join(', ') || dnsOutcomes[lookup.outcome]}</Text>
        {standing !== 'unknown' && (
          <Text size={200} className={styles.quiet}>
            {recordHints[kind][standing]}
          </Text>
        )}
      </div>
    </li>
  );
}
