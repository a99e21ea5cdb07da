import { Button, makeStyles } from '@fluentui/react-components';
import { chatTexts as texts } from '../../locales/chats.ts';
import type { Earlier } from './use-earlier.ts';

const useStyles = makeStyles({ button: { alignSelf: 'center', flexShrink: 0 } });

/** Asks for what was said before; not there where nothing was. */
export function OlderButton(props: { readonly earlier: Earlier }) {
  const styles = useStyles();
  const { older, load } = props.earlier;
  if (older === 'none') return null;
  return (
    <Button
      size="small"
      appearance="subtle"
      className={styles.button}
      disabledFocusable={older === 'loading'}
      onClick={load}
    >
      {older === 'loading' ? texts.olderLoading : texts.older}
    </Button>
  );
}
