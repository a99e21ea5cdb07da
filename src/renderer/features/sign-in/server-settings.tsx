import { Field, Input, makeStyles, Text, tokens } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { Details } from '../../components/details.tsx';
import { fieldProblem } from '../../components/field-problem.ts';
import { sourceWords } from '../../locales/settings.ts';
import { signInTexts as texts } from '../../locales/sign-in.ts';
import { useSlice } from '../../state/services.tsx';
import type { SignInControl } from './use-sign-in.ts';

const useStyles = makeStyles({
  servers: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingTop: tokens.spacingVerticalS,
  },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** The servers typed by hand. Folded away they are named, so that nobody wonders where a sign-in went; the lab has no use for them. */
export function ServerSettings(props: { readonly control: SignInControl }) {
  const styles = useStyles();
  const { values, problems, type } = props.control;
  const managed = useSlice((snapshot) => snapshot.managed);
  const isLocked = managed.locked.includes('manualServers');
  const inLab = useSlice((snapshot) => snapshot.lab.state === 'running');
  const names = [values.internal.trim(), values.external.trim()].filter((name) => name !== '').join(', ');
  const [open, setOpen] = useState(names !== '');
  const wrong = problems.internal !== undefined || problems.external !== undefined;
  useEffect(() => {
    if (wrong) setOpen(true);
  }, [wrong]);
  if (inLab) return null;
  return (
    <Details
      label={open || names === '' ? texts.serverSettings : texts.serversSet(names)}
      open={open || wrong}
      onToggle={setOpen}
    >
      <div className={styles.servers}>
        <Text size={200} className={styles.quiet}>
          {isLocked ? sourceWords.administrator(managed.path) : texts.serverHint}
        </Text>
        <Field label={texts.internalServer} {...fieldProblem(problems.internal)}>
          <Input
            value={values.internal}
            maxLength={255}
            disabled={isLocked}
            onChange={(_, data) => type({ internal: data.value })}
          />
        </Field>
        <Field label={texts.externalServer} {...fieldProblem(problems.external)}>
          <Input
            value={values.external}
            maxLength={255}
            disabled={isLocked}
            onChange={(_, data) => type({ external: data.value })}
          />
        </Field>
      </div>
    </Details>
  );
}
