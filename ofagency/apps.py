from django.contrib.admin.apps import AdminConfig


class AgencyAdminConfig(AdminConfig):
    """Makes `AgencyAdminSite` the default site."""

    default_site = "ofagency.admin_site.AgencyAdminSite"
