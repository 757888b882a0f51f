using System.Globalization;
using Distribution.Distributors;
using Distribution.Distributors.Health;

namespace Distribution.Alerts;

/// <summary>The words of e-mails in one language. What a run itself said stays in the words of the run.</summary>
internal abstract record MailWords(CultureInfo Culture)
{
    public static readonly MailWords French = new InFrench();
    public static readonly MailWords English = new InEnglish();

    public abstract string FirstError { get; }

    public abstract string WhatToDo { get; }

    public abstract string Look { get; }

    public abstract string Footer { get; }

    public static MailWords In(MailLanguage language) => language is MailLanguage.English ? English : French;

    public abstract string Subject(AlertKind kind, string distributor);

    public abstract string Opening(AlertKind kind, string distributor, string venue);

    public abstract string Function(DistributorFunction function);

    /// <param name="errors">Of the last run.</param>
    public abstract string State(FunctionHealth health, string? since, int errors);

    public abstract string WhoMends(ErrorKind kind);

    private sealed record InFrench() : MailWords(CultureInfo.GetCultureInfo("fr-FR"))
    {
        public override string FirstError => "Première erreur";

        public override string WhatToDo => "Que faire";

        public override string Look => "Voir l'exécution";

        public override string Footer =>
            "Au plus un message par jour tant que rien ne change. Les adresses se règlent dans la configuration de l'interface.";

        public override string Subject(AlertKind kind, string distributor) => kind switch
        {
            AlertKind.Recovered => $"[Distribution] {distributor} : tout est rentré dans l'ordre",
            AlertKind.StillBroken => $"[Distribution] {distributor} : le problème persiste",
            AlertKind.Worse => $"[Distribution] {distributor} : un problème de plus",
            _ => $"[Distribution] {distributor} : un problème est survenu",
        };

        public override string Opening(AlertKind kind, string distributor, string venue) => kind switch
        {
            AlertKind.Recovered => $"L'interface {distributor} ({venue}) fonctionne à nouveau : plus rien n'est en échec, en retard ou en écart.",
            AlertKind.StillBroken => $"L'interface {distributor} ({venue}) a toujours besoin de quelqu'un.",
            _ => $"L'interface {distributor} ({venue}) a besoin de quelqu'un.",
        };

        public override string Function(DistributorFunction function) => function switch
        {
            DistributorFunction.ContingentExport => "Export des contingents",
            DistributorFunction.SalesImport => "Réintégration des ventes",
            DistributorFunction.AccessControlPreparation => "Préparation du contrôle d'accès",
            DistributorFunction.Reconciliation => "Rapprochement des comptes",
            _ => function.ToString(),
        };

        public override string State(FunctionHealth health, string? since, int errors) => health.State switch
        {
            HealthState.Failing => $"en échec{(since is null ? "" : $" depuis le {since}")}",
            HealthState.Late => $"en retard : aurait dû aboutir le {since}",
            HealthState.Differing => $"les comptes du distributeur et les nôtres diffèrent depuis le {since} ({errors} écart(s) persistant(s))",
            HealthState.ItemsFailing => $"a fait son travail, sauf pour {errors} élément(s) en erreur",
            _ => "en ordre",
        };

        public override string WhoMends(ErrorKind kind) => kind switch
        {
            ErrorKind.External => "externe, à corriger par le distributeur",
            ErrorKind.Mapping => "correspondance, à corriger par l'opérateur",
            _ => "technique, à corriger par le support",
        };
    }

    private sealed record InEnglish() : MailWords(CultureInfo.GetCultureInfo("en-GB"))
    {
        public override string FirstError => "First error";

        public override string WhatToDo => "What to do";

        public override string Look => "See the execution";

        public override string Footer => "At most one message a day while nothing changes. The addresses are set in the interface's set-up.";

        public override string Subject(AlertKind kind, string distributor) => kind switch
        {
            AlertKind.Recovered => $"[Distribution] {distributor}: all is well again",
            AlertKind.StillBroken => $"[Distribution] {distributor}: the problem is still there",
            AlertKind.Worse => $"[Distribution] {distributor}: another problem",
            _ => $"[Distribution] {distributor}: something went wrong",
        };

        public override string Opening(AlertKind kind, string distributor, string venue) => kind switch
        {
            AlertKind.Recovered => $"The interface {distributor} ({venue}) works again: nothing fails, is late or differs.",
            AlertKind.StillBroken => $"The interface {distributor} ({venue}) still needs somebody.",
            _ => $"The interface {distributor} ({venue}) needs somebody.",
        };

        public override string Function(DistributorFunction function) => function switch
        {
            DistributorFunction.ContingentExport => "Contingent export",
            DistributorFunction.SalesImport => "Sales import",
            DistributorFunction.AccessControlPreparation => "Preparation of access control",
            DistributorFunction.Reconciliation => "Reconciliation",
            _ => function.ToString(),
        };

        public override string State(FunctionHealth health, string? since, int errors) => health.State switch
        {
            HealthState.Failing => $"failing{(since is null ? "" : $" since {since}")}",
            HealthState.Late => $"late: it should have succeeded at {since}",
            HealthState.Differing => $"the distributor's books and ours have differed since {since} ({errors} difference(s) that stay)",
            HealthState.ItemsFailing => $"did its work, but for {errors} item(s) in error",
            _ => "well",
        };

        public override string WhoMends(ErrorKind kind) => kind switch
        {
            ErrorKind.External => "external, for the distributor to mend",
            ErrorKind.Mapping => "mapping, for the operator to mend",
            _ => "technical, for support to mend",
        };
    }
}
