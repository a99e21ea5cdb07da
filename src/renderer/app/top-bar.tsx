import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
  makeStyles,
} from '@fluentui/react-components';
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss';
import type { ReactNode } from 'react';
import { appTexts } from '../locales/app.ts';

const useStyles = makeStyles({
  bar: { flexShrink: 0 },
  body: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
});

/** Something that concerns the whole window, in a bar above it until it is put away; `children` is what can be done about it. */
export function TopBar(props: {
  readonly intent: 'warning' | 'error';
  readonly title: string | undefined;
  readonly words: string;
  readonly onDismiss: () => void;
  readonly children: ReactNode;
}) {
  const styles = useStyles();
  return (
    <MessageBar className={styles.bar} intent={props.intent} layout="multiline">
      <MessageBarBody className={styles.body}>
        <MessageBarTitle>{props.title}</MessageBarTitle> {props.words}
      </MessageBarBody>
      <MessageBarActions
        containerAction={
          <Button
            appearance="transparent"
            aria-label={appTexts.dismiss}
            icon={<Dismiss20Regular />}
            onClick={props.onDismiss}
          />
        }
      >
        {props.children}
      </MessageBarActions>
    </MessageBar>
  );
}
