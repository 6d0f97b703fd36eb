//! What a trial or a jobbsmak is worth: features, the Bayesian model over them, the knowledge gradient.
