import {
  Button,
  Field,
  makeStyles,
  Radio,
  RadioGroup,
  Select,
  SpinButton,
  Switch,
  Text,
  tokens,
} from '@fluentui/react-components';
import { type FormEvent, type ReactElement, useState } from 'react';
import { type CallForwardingState, ringSeconds } from '../../../shared/model/call-forwarding.ts';
import type { Failure } from '../../../shared/model/failure.ts';
import { FailureCard } from '../../components/failure-card.tsx';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { failureOf } from '../../ipc/client.ts';
import {
  forwardingModes,
  forwardingSources,
  targetKinds,
  forwardingTexts as texts,
} from '../../locales/call-forwarding.ts';
import { useServices, useSlice } from '../../state/services.tsx';
import { ForwardToField } from './forward-to-field.tsx';
import {
  canBeUnanswered,
  chosenKind,
  chosenSince,
  draftOf,
  type ForwardingDraft,
  type ForwardingReasons,
  type ForwardingSources,
  inputOf,
  problemsOf,
  reasonsFor,
  sourcesOf,
} from './forwarding-draft.ts';
import { spinButtons } from './spin-buttons.ts';
import { ValueSource } from './value-source.tsx';

const useStyles = makeStyles({
  form: { minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL, maxWidth: '480px' },
  group: { minWidth: 0, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  indented: { paddingInlineStart: tokens.spacingHorizontalXXL },
  save: { alignSelf: 'flex-start' },
  seconds: { maxWidth: '160px' },
  // What cannot be chosen says why, which is longer than a narrow window.
  select: { minWidth: 0 },
  inner: { width: '100%', minWidth: 0, textOverflow: 'ellipsis' },
});

const modes = ['off', 'forward', 'ring-also'] as const;
const forwardKinds = ['address', 'voicemail', 'delegates'] as const;
const ringKinds = ['address', 'delegates', 'team'] as const;
const lateKinds = ['voicemail', 'address'] as const;

/** Where calls go, to be changed and saved as one: the server gets no half of it. */
export function ForwardingForm(props: { readonly forwarding: CallForwardingState }) {
  const styles = useStyles();
  const { client } = useServices();
  const { rules } = props.forwarding;
  const provisioning = useSlice((snapshot) => snapshot.provisioning);
  const reasons = reasonsFor({ provisioning }, props.forwarding);
  // What is not chosen here follows what other devices choose.
  const [chosen, setChosen] = useState<Partial<ForwardingDraft>>({});
  const kept = draftOf(rules);
  const draft = { ...kept, ...chosen };
  const sources = sourcesOf(draft, kept);
  const [problems, setProblems] = useState<ReturnType<typeof problemsOf>>({});
  const [isSaving, setSaving] = useState(false);
  const [result, setResult] = useState<Failure | 'saving' | 'saved'>();
  const form = useFocusInvalid(problems);
  const change = (patch: Partial<ForwardingDraft>) => {
    setChosen({ ...chosen, ...patch });
    setProblems({});
    setResult(undefined);
  };

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    const wrong = problemsOf(draft);
    setProblems(wrong);
    if (Object.keys(wrong).length > 0 || isSaving) return;
    setSaving(true);
    setResult('saving');
    const failure = await failureOf(client.request('callForwarding.change', inputOf(draft, rules)));
    if (!failure) setChosen((now) => chosenSince(now, chosen));
    // What is changed while it is saved is not saved yet, and says so by saying nothing.
    setResult((now) => failure ?? (now === 'saving' ? 'saved' : undefined));
    setSaving(false);
  }

  return (
    <form ref={form} className={styles.form} onSubmit={(event) => void save(event)} noValidate>
      <ModeFields
        draft={draft}
        kept={kept}
        sources={sources}
        reasons={reasons}
        problem={problems.address}
        onChange={change}
      />
      <LateFields
        draft={draft}
        kept={kept}
        sources={sources}
        reasons={reasons}
        problem={problems.lateAddress}
        onChange={change}
      />
      <Field hint={<Hint words={texts.workHoursHint} source={sources.workHours} />}>
        <Switch
          label={texts.workHours}
          checked={draft.workHoursOnly}
          onChange={(_, data) => change({ workHoursOnly: data.checked })}
        />
      </Field>
      {typeof result === 'object' && <FailureCard failure={result} />}
      <Button type="submit" appearance="primary" className={styles.save} disabledFocusable={isSaving}>
        {texts.save}
      </Button>
      <Text role="status">{result === 'saved' ? texts.saved : ''}</Text>
    </form>
  );
}

interface PartProps {
  readonly draft: ForwardingDraft;
  /** What stands at the server. */
  readonly kept: ForwardingDraft;
  readonly sources: ForwardingSources;
  readonly reasons: ForwardingReasons;
  readonly problem: string | undefined;
  readonly onChange: (patch: Partial<ForwardingDraft>) => void;
}

/** What a rule means, and where it comes from. */
function Hint(props: { readonly words?: string; readonly source: keyof typeof forwardingSources }) {
  const { words, source } = props;
  return (
    <>
      {words && <span>{words}</span>} <ValueSource source={source} words={forwardingSources[source]} />
    </>
  );
}

function ModeFields({ draft, kept, sources, reasons, problem, onChange }: PartProps) {
  const styles = useStyles();
  return (
    <div className={styles.group}>
      <Field label={texts.mode} hint={<Hint words={texts.modeHint} source={sources.mode} />}>
        <RadioGroup
          value={draft.mode}
          onChange={(_, data) => {
            const mode = modes.find((known) => known === data.value);
            if (mode) onChange({ mode });
          }}
        >
          {modes.map((mode) => (
            <Radio
              key={mode}
              value={mode}
              disabled={reasons.modes[mode] !== undefined && draft.mode !== mode}
              label={labelled(forwardingModes[mode], reasons.modes[mode])}
            />
          ))}
        </RadioGroup>
      </Field>
      {draft.mode !== 'off' && (
        <div className={`${styles.group} ${styles.indented}`}>
          {draft.mode === 'forward' ? (
            <KindSelect
              label={texts.to}
              kinds={forwardKinds}
              value={draft.forwardTo}
              reasons={reasons.forwardTo}
              onChange={(forwardTo) => onChange({ forwardTo })}
            />
          ) : (
            <KindSelect
              label={texts.also}
              kinds={ringKinds}
              value={draft.ringAlso}
              reasons={reasons.ringAlso}
              onChange={(ringAlso) => onChange({ ringAlso })}
            />
          )}
          {chosenKind(draft) === 'address' && (
            <ForwardToField
              label={texts.address}
              value={draft.address}
              problem={problem}
              isKept={draft.address === kept.address}
              onChange={(address) => onChange({ address })}
            />
          )}
        </div>
      )}
    </div>
  );
}

function LateFields({ draft, kept, sources, reasons, problem, onChange }: PartProps) {
  const styles = useStyles();
  const isPossible = canBeUnanswered(draft);
  if (!isPossible) return <Text>{texts.unansweredNot}</Text>;
  return (
    <div className={styles.group}>
      <KindSelect
        label={texts.unanswered}
        hint={<Hint source={sources.unanswered} />}
        kinds={lateKinds}
        value={draft.late}
        reasons={reasons.late}
        onChange={(late) => onChange({ late })}
      />
      {draft.late === 'address' && (
        <ForwardToField
          label={texts.address}
          value={draft.lateAddress}
          problem={problem}
          isKept={draft.lateAddress === kept.lateAddress}
          onChange={(lateAddress) => onChange({ lateAddress })}
        />
      )}
      <Field label={texts.seconds} className={styles.seconds}>
        <SpinButton
          {...spinButtons}
          value={draft.seconds}
          min={ringSeconds.shortest}
          max={ringSeconds.longest}
          onChange={(_, data) => {
            const wish = data.value ?? Number.parseInt(data.displayValue ?? '', 10);
            const isFine = Number.isInteger(wish) && wish >= ringSeconds.shortest && wish <= ringSeconds.longest;
            if (isFine) onChange({ seconds: wish });
          }}
        />
      </Field>
    </div>
  );
}

function KindSelect<K extends keyof typeof targetKinds>(props: {
  readonly label: string;
  readonly hint?: ReactElement;
  readonly kinds: readonly K[];
  readonly value: K;
  readonly reasons: Partial<Record<K, string>>;
  readonly onChange: (kind: K) => void;
}) {
  const styles = useStyles();
  return (
    <Field label={props.label} {...(props.hint ? { hint: props.hint } : {})}>
      <Select
        className={styles.select}
        select={{ className: styles.inner }}
        value={props.value}
        onChange={(_, data) => {
          const kind = props.kinds.find((known) => known === data.value);
          if (kind) props.onChange(kind);
        }}
      >
        {props.kinds.map((kind) => (
          <option key={kind} value={kind} disabled={props.reasons[kind] !== undefined && props.value !== kind}>
            {labelled(targetKinds[kind], props.reasons[kind])}
          </option>
        ))}
      </Select>
    </Field>
  );
}

/** What cannot be chosen says why. */
function labelled(label: string, reason: string | undefined): string {
  return reason === undefined ? label : texts.not(label, reason);
}
