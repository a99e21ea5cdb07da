import { makeStyles, tokens } from '@fluentui/react-components';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { findOpener, takeFocusTo } from './focus.ts';

const useStyles = makeStyles({
  dialog: {
    boxSizing: 'border-box',
    width: 'min(520px, calc(100vw - 32px))',
    maxHeight: 'calc(100vh - 32px)',
    padding: tokens.spacingVerticalXL,
    border: `${tokens.strokeWidthThin} solid ${tokens.colorTransparentStroke}`,
    borderRadius: tokens.borderRadiusXLarge,
    boxShadow: tokens.shadow64,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
    overflowY: 'auto',
    '::backdrop': { backgroundColor: tokens.colorBackgroundOverlay },
  },
  title: {
    margin: `0 0 ${tokens.spacingVerticalM}`,
    fontSize: tokens.fontSizeBase500,
    lineHeight: tokens.lineHeightBase500,
    fontWeight: tokens.fontWeightSemibold,
  },
});

/**
 * A dialog above everything: the platform keeps the focus inside, makes the rest inert and closes on Esc. What opened it has the
 * focus again when it goes. Popovers that open in a portal would lie under it, so use native selects inside.
 */
export function Modal(props: { readonly title: string; readonly onClose: () => void; readonly children: ReactNode }) {
  const styles = useStyles();
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Found while it is drawn for the first time: a menu it is opened from is still there then, and gone a moment later.
  const [opener] = useState(findOpener);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // A name that stands there is typed over, not added to.
    element?.querySelector<HTMLInputElement>('input[data-start]')?.select();
    return () => {
      element?.close();
      takeFocusTo(opener);
    };
  }, [opener]);
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        props.onClose();
      }}
    >
      <h1 id={titleId} className={styles.title}>
        {props.title}
      </h1>
      {props.children}
    </dialog>
  );
}

const useActionStyles = makeStyles({
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'flex-end',
    gap: tokens.spacingHorizontalS,
    paddingTop: tokens.spacingVerticalL,
  },
});

/** The buttons at the foot of a dialog, the main one last. */
export function ModalActions(props: { readonly children: ReactNode }) {
  const styles = useActionStyles();
  return <div className={styles.actions}>{props.children}</div>;
}
