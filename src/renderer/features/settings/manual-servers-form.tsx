import { Button, Field, Input, makeStyles, tokens } from '@fluentui/react-components';
import { type FormEvent, useState } from 'react';
import type { ManualServers } from '../../../shared/model/settings.ts';
import { fieldProblem } from '../../components/field-problem.ts';
import { readServerPlace } from '../../components/typed-names.ts';
import { useFocusInvalid } from '../../components/use-focus-invalid.ts';
import { settingsTexts as texts } from '../../locales/settings.ts';
import { useSettings } from './use-settings.ts';

const useStyles = makeStyles({
  fields: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalM, alignItems: 'start' },
  field: { flexGrow: 1, flexBasis: '160px', minWidth: 0 },
  input: { minWidth: 0, width: '100%' },
  // As far down as the fields stand under their labels.
  save: { marginTop: '26px' },
});

const kinds = ['internal', 'external'] as const;
type Typed = Partial<ManualServers>;

/** The servers typed by hand. What is none is said to be none at its field, and nothing is saved. */
export function ManualServersForm(props: { readonly locked: boolean }) {
  const styles = useStyles();
  const { settings, change } = useSettings();
  const [typed, setTyped] = useState<Typed>({});
  const [problems, setProblems] = useState<Typed>({});
  const form = useFocusInvalid(problems);
  const shown = { ...settings.manualServers, ...typed };
  const same = kinds.every((kind) => shown[kind] === settings.manualServers[kind]);

  function submit(event: FormEvent): void {
    event.preventDefault();
    const internal = readServerPlace(shown.internal);
    const external = readServerPlace(shown.external);
    setProblems({
      ...(internal === undefined ? { internal: texts.serverWrong } : {}),
      ...(external === undefined ? { external: texts.serverWrong } : {}),
    });
    if (internal === undefined || external === undefined) return;
    change({ manualServers: { internal, external } });
    setTyped({});
  }

  return (
    <form ref={form} className={styles.fields} onSubmit={submit} noValidate>
      {kinds.map((kind) => (
        <Field key={kind} label={texts.serverLabels[kind]} className={styles.field} {...fieldProblem(problems[kind])}>
          <Input
            className={styles.input}
            value={shown[kind]}
            maxLength={255}
            disabled={props.locked}
            onChange={(_, data) => {
              setTyped({ ...typed, [kind]: data.value });
              setProblems({});
            }}
          />
        </Field>
      ))}
      <Button type="submit" className={styles.save} disabledFocusable={same || props.locked}>
        {texts.save}
      </Button>
    </form>
  );
}
