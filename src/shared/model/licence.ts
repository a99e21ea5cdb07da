/** One library that is shipped, and what its authors allow. */
export interface LicenceNotice {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier, such as `MIT`. */
  readonly licence: string;
  /** Empty where the package brings no text of its own. */
  readonly text: string;
}
