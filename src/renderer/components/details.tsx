import { Button, makeStyles } from '@fluentui/react-components';
import { ChevronDown16Regular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRight16Regular } from '@fluentui/react-icons/svg/chevron-right';
import { type ReactNode, useId, useState } from 'react';

const useStyles = makeStyles({
  button: { justifyContent: 'flex-start', paddingLeft: 0, minWidth: 0 },
});

/**
 * A button that folds its content out; the content does not exist while it is folded. With `open` and `onToggle` the caller holds
 * whether it is.
 */
export function Details(props: {
  readonly label: string;
  readonly children: ReactNode;
  readonly startOpen?: boolean;
  readonly open?: boolean;
  readonly onToggle?: (open: boolean) => void;
}) {
  const styles = useStyles();
  const [ownOpen, setOwnOpen] = useState(props.startOpen ?? false);
  const open = props.open ?? ownOpen;
  const contentId = useId();
  return (
    <div>
      <Button
        appearance="transparent"
        size="small"
        className={styles.button}
        icon={open ? <ChevronDown16Regular /> : <ChevronRight16Regular />}
        aria-expanded={open}
        aria-controls={open ? contentId : undefined}
        onClick={() => {
          setOwnOpen(!open);
          props.onToggle?.(!open);
        }}
      >
        {props.label}
      </Button>
      {open && <div id={contentId}>{props.children}</div>}
    </div>
  );
}
