/** The version of this action, as in `package.json`. */
export const version = '1.0.0';

/** The name of this action, as in `action.yml`. */
export const productName = 'Notify WalkMe Workstation';

/** The repository of this action on github.com, as in the `uses` of its README. */
export const repository = 'your-org/notify-walkme-workstation';
