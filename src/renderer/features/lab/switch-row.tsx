import { makeStyles, Text, tokens } from '@fluentui/react-components';
import type { SwitchFacts, SwitchKind, SwitchState, SwitchValue } from '../../../shared/model/lab-switch.ts';
import { labSwitchMakes, labSwitchTexts as texts } from '../../locales/lab.ts';
import { SwitchControl } from './switch-control.tsx';

const useStyles = makeStyles({
  row: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  pending: {
    color: tokens.colorStatusWarningForeground1,
    fontVariantNumeric: 'tabular-nums',
    fontWeight: tokens.fontWeightSemibold,
  },
});

/** One switch at one target, what it does, and what is about to become of it. */
export function SwitchRow(props: {
  readonly facts: SwitchFacts;
  readonly state: SwitchState;
  /** Since the lab told the state. */
  readonly elapsedMs: number;
  readonly onSet: (value: SwitchValue) => void;
}) {
  const styles = useStyles();
  const { facts, state, elapsedMs, onSet } = props;
  const { pending } = state;
  const makes = labSwitchMakes[facts.id];
  const isOneOfMany = facts.scope !== 'company' && facts.scope !== 'lab';
  return (
    <li className={styles.row}>
      <SwitchControl
        kind={facts.kind}
        label={isOneOfMany ? `${facts.name} · ${targetWords(facts, state.target)}` : facts.name}
        hint={makes === undefined ? facts.about : `${facts.about} ${texts.makes(makes)}.`}
        value={pending?.value ?? state.value}
        onSet={onSet}
      />
      {pending && (
        <Text size={200} className={styles.pending}>
          {texts.pending(
            valueWords(facts.kind, pending.value),
            Math.ceil(Math.max(0, pending.inMs - elapsedMs) / 1000),
          )}
        </Text>
      )}
    </li>
  );
}

/** A partner's target names the company first, which stands above already. */
function targetWords({ scope }: SwitchFacts, target: string): string {
  return scope === 'partner' ? (target.split(' ')[1] ?? target) : target;
}

function valueWords(kind: SwitchKind, value: SwitchValue): string {
  if (typeof value === 'boolean') return value ? texts.on : texts.off;
  if (typeof value === 'object') return value.length === 0 ? texts.empty : value.join(', ');
  if (kind.kind === 'choice') return kind.choices.find((choice) => choice.value === value)?.name ?? String(value);
  return String(value);
}
