import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import { labSwitchTexts as texts } from '../../locales/lab.ts';

const useStyles = makeStyles({
  line: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  field: { flexGrow: 1, flexBasis: '180px', minWidth: 0 },
});

/** A value that is typed, and set by Enter or the button. */
export function TypedValue(props: {
  readonly label: string;
  readonly hint: string;
  readonly text: string;
  /** What is wrong with a text, in words. */
  readonly problem?: (text: string) => string | undefined;
  readonly onText: (text: string) => void;
}) {
  const styles = useStyles();
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const shown = typed ?? props.text;

  function apply(event: FormEvent): void {
    event.preventDefault();
    const wrong = props.problem?.(shown.trim());
    setProblem(wrong);
    if (wrong !== undefined) return;
    setTyped(undefined);
    if (shown !== props.text) props.onText(shown.trim());
  }

  return (
    <form onSubmit={apply}>
      <Field
        label={props.label}
        hint={props.hint}
        {...(problem ? { validationState: 'error', validationMessage: problem } : {})}
      >
        {() => (
          <div className={styles.line}>
            <Input className={styles.field} value={shown} onChange={(_, data) => setTyped(data.value)} />
            <Button type="submit" disabledFocusable={shown === props.text} aria-label={texts.applyNamed(props.label)}>
              {texts.apply}
            </Button>
          </div>
        )}
      </Field>
    </form>
  );
}
