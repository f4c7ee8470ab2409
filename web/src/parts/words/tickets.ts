/** The words of ticket lists and of the forms around tickets. */
export const tickets = {
  swarmOpen: 'swarm open',
}
