import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { signInTexts as texts } from '../../locales/sign-in.ts';
import { useRun, useServices, useSlice } from '../../state/services.tsx';
import { useNow } from '../../state/use-now.ts';

const useStyles = makeStyles({
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    marginBottom: tokens.spacingVerticalM,
  },
  words: { flexGrow: 1 },
});

/** When the sign-in at start is tried again by itself, with the ways not to wait and not to go on. Nothing while nothing waits. */
export function NextTry() {
  const styles = useStyles();
  const nextAt = useSlice(({ account }) => (account.kind === 'signed-out' ? account.nextAt : undefined));
  const now = useNow(1000, nextAt !== undefined);
  const { client } = useServices();
  const run = useRun();
  if (nextAt === undefined) return null;
  return (
    <div className={styles.line}>
      <Text className={styles.words}>{texts.nextTry(Math.max(0, Math.ceil((nextAt - now) / 1000)))}</Text>
      <Button size="small" onClick={() => run(client.request('signIn.tryNow'))}>
        {texts.tryNow}
      </Button>
      <Button size="small" appearance="subtle" onClick={() => run(client.request('signIn.cancel'))}>
        {texts.stopTrying}
      </Button>
    </div>
  );
}
