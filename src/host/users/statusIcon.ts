/** How a status looks, in rows of users and of groups. */

/** The icon of a status, and a theme’s color where it needs attention. */
export const statusIcon = (status: string): readonly [string, string?] => {
  switch (status) {
    case 'Suspended':
      return ['debug-pause', 'list.warningForeground'];
    case 'Terminated':
      return ['circle-slash', 'disabledForeground'];
    case 'Development':
      return ['tools'];
    case 'Preproduction':
      return ['beaker'];
    default:
      return ['account'];
  }
};
