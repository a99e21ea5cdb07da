import { Button, makeStyles, Text, tokens } from '@fluentui/react-components';
import { Call16Regular } from '@fluentui/react-icons/svg/call';
import type { CardPhone } from '../../../shared/model/presence.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { keyed } from '../../components/keyed.ts';
import { callTexts } from '../../locales/calls.ts';
import { contactsTexts as texts } from '../../locales/contacts.ts';
import { phoneTexts } from '../../locales/phone.ts';
import { useCall, useCallRefusal } from '../calling/index.ts';
import { useDialResult } from '../phone/index.ts';

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    maxWidth: '400px',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
  },
  item: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXXS,
    minHeight: '32px',
  },
  words: {
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    flexBasis: '200px',
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  // Their words are never cut: without room beside the number they stand below it.
  buttons: { display: 'flex', flexShrink: 0, gap: tokens.spacingHorizontalXS },
  quiet: { color: tokens.colorNeutralForeground2 },
});

/** Somebody's numbers as they write them, to call; copied as what would be dialled. */
export function PhoneList(props: { readonly name: string; readonly phones: readonly CardPhone[] }) {
  const styles = useStyles();
  return (
    <ul className={styles.list} aria-label={texts.phones}>
      {keyed(props.phones, ({ uri }) => uri).map(({ key, item }) => (
        <Phone key={key} phone={item} name={props.name} />
      ))}
    </ul>
  );
}

function Phone(props: { readonly phone: CardPhone; readonly name: string }) {
  const styles = useStyles();
  const call = useCall();
  const refusal = useCallRefusal().call;
  const { kind, display, uri } = props.phone;
  const number = uri.replace(/^tel:/i, '').replace(/;.*$/, '');
  const result = useDialResult(number);
  const dialled = result?.outcome === 'matched' && result.result !== number ? result.result : undefined;
  return (
    <li className={styles.item}>
      <div className={styles.words}>
        <Text>{display}</Text>
        <Text size={200} className={styles.quiet}>
          {texts.phoneKinds[kind]}
          {dialled && ` · ${phoneTexts.wouldDial(dialled)}`}
        </Text>
      </div>
      <div className={styles.buttons}>
        <Button
          size="small"
          icon={<Call16Regular />}
          aria-label={callTexts.callName(display)}
          disabledFocusable={refusal !== undefined}
          title={refusal}
          aria-description={refusal}
          onClick={() => refusal ?? call({ to: uri, name: props.name })}
        >
          {callTexts.call}
        </Button>
        <CopyButton text={() => result?.result ?? number} name={texts.copyNumber(display)} appearance="subtle" />
      </div>
    </li>
  );
}
