import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import { supportTexts as texts } from '../locales/support.ts';
import { useRun, useServices, useSlice } from '../state/services.tsx';
import { useNavigation } from './navigate.tsx';

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

/** Says that the last session ended without a word, or that something broke in this one, until it is put away. */
export function BadEndBar() {
  const styles = useStyles();
  const { client } = useServices();
  const { open } = useNavigation();
  const run = useRun();
  const { endedBadly, brokeAt } = useSlice((snapshot) => snapshot.support);
  if (endedBadly === null && brokeAt === null) return null;
  const dismiss = () => run(client.request('support.dismiss'));
  return (
    <MessageBar className={styles.bar} intent="warning" layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{brokeAt === null ? texts.endedBadly : texts.broke}</MessageBarTitle> {texts.badEndNext}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button appearance="transparent" aria-label={texts.dismiss} icon={<Dismiss20Regular />} onClick={dismiss} />
        }
      >
        <Button
          onClick={() => {
            dismiss();
            open('support');
          }}
        >
          {texts.title}
        </Button>
      </MessageBarActions>
    </MessageBar>
  );
}
