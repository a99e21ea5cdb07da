import { Checkbox, Field, makeStyles, Select, Switch } from '@fluentui/react-components';
import type { SwitchKind, SwitchValue } from '../../../shared/model/lab-switch.ts';
import { labSwitchTexts as texts } from '../../locales/lab.ts';
import { TypedValue } from './typed-value.tsx';

const useStyles = makeStyles({ boxes: { border: 'none', margin: 0, padding: 0, minWidth: 0 } });

export interface ControlProps {
  readonly label: string;
  readonly hint: string;
  readonly value: SwitchValue;
  readonly onSet: (value: SwitchValue) => void;
}

/** What one switch is set with: a toggle, a list, boxes, or a field. */
export function SwitchControl(props: ControlProps & { readonly kind: SwitchKind }) {
  const { kind, label, hint, value, onSet } = props;
  switch (kind.kind) {
    case 'on-off':
      return (
        <Field hint={hint}>
          <Switch label={label} checked={value === true} onChange={(_, data) => onSet(data.checked)} />
        </Field>
      );
    case 'choice':
      return (
        <Field label={label} hint={hint}>
          <Select value={String(value)} onChange={(_, data) => onSet(data.value)}>
            {kind.choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.name}
              </option>
            ))}
          </Select>
        </Field>
      );
    case 'some-of':
      return <Boxes {...props} words={kind.words} />;
    case 'domains':
      return (
        <TypedValue
          {...{ label, hint: `${hint} ${texts.domainsHint}` }}
          text={Array.isArray(value) ? value.join(', ') : ''}
          onText={(text) => onSet(text.split(/[\s,;]+/).filter((each) => each !== ''))}
        />
      );
    case 'number': {
      const { least, most, unit } = kind;
      return (
        <TypedValue
          {...{ label, hint: `${hint} ${texts.range(least, most, unit)}.` }}
          text={String(value)}
          problem={(text) => (isWhole(text, least, most) ? undefined : texts.notInRange(least, most))}
          onText={(text) => onSet(Number(text))}
        />
      );
    }
  }
}

function Boxes(props: ControlProps & { readonly words: readonly string[] }) {
  const styles = useStyles();
  const { label, hint, words, value, onSet } = props;
  const chosen = Array.isArray(value) ? value : [];
  return (
    <Field label={label} hint={hint}>
      <fieldset className={styles.boxes} aria-label={label}>
        {words.map((word) => (
          <Checkbox
            key={word}
            label={word}
            checked={chosen.includes(word)}
            onChange={(_, data) =>
              onSet(words.filter((each) => (each === word ? data.checked === true : chosen.includes(each))))
            }
          />
        ))}
      </fieldset>
    </Field>
  );
}

function isWhole(text: string, least: number, most: number): boolean {
  return /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most;
}
