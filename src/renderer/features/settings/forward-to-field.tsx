import { Field, Input } from '@fluentui/react-components';
import { useId } from 'react';
import { fieldProblem } from '../../components/field-problem.ts';
import { forwardingTexts as texts } from '../../locales/call-forwarding.ts';
import { useSlice } from '../../state/services.tsx';
import { NumberLine } from '../phone/index.ts';

const mostOffered = 200;

/** A number, which the dial plan makes whole, or a person; contacts are offered while typing. */
export function ForwardToField(props: {
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  /** As the server has it: the dial plan is asked no more. */
  readonly isKept: boolean;
  readonly onChange: (value: string) => void;
}) {
  const id = useId();
  const contacts = useSlice((snapshot) => snapshot.contacts.contacts);
  const isNumber = !props.isKept && /\d/.test(props.value) && !props.value.includes('@');
  return (
    <div>
      <Field label={props.label} hint={texts.addressHint} {...fieldProblem(props.problem)}>
        <Input
          value={props.value}
          maxLength={458}
          autoComplete="off"
          list={id}
          onChange={(_, data) => props.onChange(data.value)}
        />
      </Field>
      <datalist id={id}>
        {contacts.slice(0, mostOffered).map(({ uri, name }) => (
          <option key={uri} value={uri.replace(/^sip:/, '')}>
            {name}
          </option>
        ))}
      </datalist>
      <div aria-live="polite">{isNumber && <NumberLine typed={props.value} />}</div>
    </div>
  );
}
