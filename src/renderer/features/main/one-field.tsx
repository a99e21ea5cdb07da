import { Button, makeStyles, SearchBox, tokens } from '@fluentui/react-components';
import { Call20Filled } from '@fluentui/react-icons/svg/call';
import { Link20Regular } from '@fluentui/react-icons/svg/link';
import { mainTexts as texts } from '../../locales/main.ts';
import { useCallRefusal } from '../calling/index.ts';
import { NumberLine } from '../phone/index.ts';
import type { TypedKind } from './typed.ts';

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `0 ${tokens.spacingHorizontalM} ${tokens.spacingVerticalS}`,
  },
  field: { maxWidth: 'none', width: '100%' },
  answer: {
    padding: tokens.spacingVerticalS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

/** The one field for people, numbers and links. Enter does what the line under it says. */
export function OneField(props: {
  readonly value: string;
  readonly kind: TypedKind;
  readonly onChange: (text: string) => void;
  readonly onJoin: () => void;
  readonly onCall: () => void;
}) {
  const styles = useStyles();
  const refusal = useCallRefusal().call;
  const call = () => refusal ?? props.onCall();
  return (
    <search className={styles.root}>
      <SearchBox
        className={styles.field}
        aria-label={texts.field}
        placeholder={texts.field}
        value={props.value}
        data-one-field
        dismiss={props.value === '' ? null : { 'aria-label': texts.clear }}
        onChange={(_, data) => props.onChange(data.value)}
        onKeyDown={(event) => {
          // They choose among an input method's suggestions, such as for digits of full width.
          if (event.nativeEvent.isComposing) return;
          if (event.key === 'Enter' && props.kind === 'link') props.onJoin();
          if (event.key === 'Enter' && props.kind === 'number') call();
          if (event.key === 'Escape' && props.value !== '') {
            event.stopPropagation();
            props.onChange('');
          }
        }}
      />
      {props.kind === 'number' && (
        <div className={styles.answer} role="status">
          <NumberLine typed={props.value} />
        </div>
      )}
      {props.kind === 'number' && (
        <Button
          appearance="primary"
          icon={<Call20Filled />}
          disabledFocusable={refusal !== undefined}
          title={refusal}
          aria-description={refusal}
          onClick={call}
        >
          {texts.callThis}
        </Button>
      )}
      {props.kind === 'link' && (
        <Button appearance="primary" icon={<Link20Regular />} onClick={props.onJoin}>
          {texts.joinThis}
        </Button>
      )}
    </search>
  );
}
