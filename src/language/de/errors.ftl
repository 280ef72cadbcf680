errors-stopping = Der Server wird gerade angehalten.
